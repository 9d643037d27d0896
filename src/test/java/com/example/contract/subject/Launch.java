package com.example.contract.subject;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a subject is started with; each method gives a changed copy. */
public final class Launch {

    /** What a subject may use unless a test says otherwise, in bytes. */
    private static final long MEMORY = 512L << 20;

    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<String> arguments = new ArrayList<>();
    private final List<String> jvm = new ArrayList<>();
    private final List<Path> mounts = new ArrayList<>();
    private @Nullable Class<?> planted;
    private @Nullable String classPath;
    private boolean behindAShell;
    private boolean unconfined;
    private boolean confined;
    private long memory = MEMORY;
    private double processors = 1;

    private Launch() {}

    public static Launch with(Map<String, String> environment) {
        return new Launch().set(environment);
    }

    private Launch copy() {
        Launch copy = new Launch();
        copy.environment.putAll(this.environment);
        copy.arguments.addAll(this.arguments);
        copy.jvm.addAll(this.jvm);
        copy.mounts.addAll(this.mounts);
        copy.planted = this.planted;
        copy.classPath = this.classPath;
        copy.behindAShell = this.behindAShell;
        copy.unconfined = this.unconfined;
        copy.confined = this.confined;
        copy.memory = this.memory;
        copy.processors = this.processors;
        return copy;
    }

    public Launch set(String variable, String value) {
        return set(Map.of(variable, value));
    }

    public Launch set(Map<String, String> variables) {
        Launch copy = copy();
        copy.environment.putAll(variables);
        return copy;
    }

    /** Without a variable. */
    public Launch unset(String variable) {
        Launch copy = copy();
        copy.environment.remove(variable);
        return copy;
    }

    /** The service's own arguments. */
    public Launch arguments(String... more) {
        Launch copy = copy();
        copy.arguments.addAll(List.of(more));
        return copy;
    }

    /** Flags of the JVM, in addition to those that every subject has. */
    public Launch jvm(String... more) {
        Launch copy = copy();
        copy.jvm.addAll(List.of(more));
        return copy;
    }

    /** A folder that it reads. */
    public Launch mount(Path folder) {
        Launch copy = copy();
        copy.mounts.add(folder);
        return copy;
    }

    /** A class of beans to add, which breaks the service in one way. */
    public Launch plant(Class<?> beans) {
        Launch copy = copy();
        copy.planted = beans;
        return copy;
    }

    /** Another program in the place of the packaged one, which a process alone can run. */
    public Launch program(String otherClassPath) {
        Launch copy = copy();
        copy.classPath = otherClassPath;
        return copy;
    }

    /** A shell starts it and stays in front of it. */
    public Launch inAShell() {
        Launch copy = copy();
        copy.behindAShell = true;
        return copy;
    }

    /** It may use so much memory, in bytes, and one processor. */
    public Launch confined(long bytes) {
        Launch copy = copy();
        copy.confined = true;
        copy.memory = bytes;
        return copy;
    }

    /** Where there is a container, it gets so much of a processor. */
    public Launch processors(double share) {
        Launch copy = copy();
        copy.processors = share;
        return copy;
    }

    /** In a container it runs as root and may write anywhere. */
    public Launch unconfined() {
        Launch copy = copy();
        copy.unconfined = true;
        return copy;
    }

    public Map<String, String> environment() {
        return this.environment;
    }

    public List<String> arguments() {
        List<String> all = new ArrayList<>(this.arguments);
        if (this.planted != null) {
            all.add("--spring.main.sources=" + this.planted.getName());
        }
        return all;
    }

    public List<String> jvm() {
        return this.jvm;
    }

    public List<Path> mounts() {
        return this.mounts;
    }

    boolean isPlanted() {
        return this.planted != null;
    }

    @Nullable
    public String classPath() {
        return this.classPath;
    }

    boolean behindAShell() {
        return this.behindAShell;
    }

    boolean isUnconfined() {
        return this.unconfined;
    }

    public double processors() {
        return this.processors;
    }

    boolean isConfined() {
        return this.confined;
    }

    public long memory() {
        return this.memory;
    }
}
