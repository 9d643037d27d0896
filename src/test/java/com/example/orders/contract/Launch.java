package com.example.orders.contract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a subject is started with; each method gives a changed copy.
 *
 * @param environment environment variables
 * @param arguments the service's own arguments
 * @param jvm flags of the JVM, beside those that every subject has
 * @param planted a class of beans to add, which breaks the service in one way; none in most
 * @param behindAShell whether a shell starts it and stays in front of it, as a careless image does
 */
record Launch(Map<String, String> environment, List<String> arguments, List<String> jvm, @Nullable Class<?> planted,
        boolean behindAShell) {

    static Launch with(Map<String, String> environment) {
        return new Launch(environment, List.of(), List.of(), null, false);
    }

    Launch set(String variable, String value) {
        Map<String, String> all = new LinkedHashMap<>(this.environment);
        all.put(variable, value);
        return new Launch(all, this.arguments, this.jvm, this.planted, this.behindAShell);
    }

    Launch set(Map<String, String> variables) {
        Launch launch = this;
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            launch = launch.set(variable.getKey(), variable.getValue());
        }
        return launch;
    }

    Launch arguments(String... more) {
        return new Launch(this.environment, and(this.arguments, more), this.jvm, this.planted, this.behindAShell);
    }

    Launch jvm(String... more) {
        return new Launch(this.environment, this.arguments, and(this.jvm, more), this.planted, this.behindAShell);
    }

    Launch plant(Class<?> beans) {
        return new Launch(this.environment, this.arguments, this.jvm, beans, this.behindAShell);
    }

    Launch inAShell() {
        return new Launch(this.environment, this.arguments, this.jvm, this.planted, true);
    }

    private static List<String> and(List<String> some, String... more) {
        List<String> all = new ArrayList<>(some);
        all.addAll(List.of(more));
        return all;
    }
}
