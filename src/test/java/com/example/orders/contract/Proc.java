package com.example.orders.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What Linux knows of a process.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc.5.html">proc(5)</a>
 */
record Proc(long pid) {

    private static final int MINOR_FAULTS_OF_CHILDREN = 8;
    private static final int WRITE_ONLY_OR_READ_WRITE = 3;

    /** The program of this process and of each that descends from it. */
    List<String> family() {
        return Stream.concat(Stream.of(handle()), handle().descendants())
                .map(each -> Path.of(each.info().command().orElse("gone")).getFileName().toString())
                .toList();
    }

    private ProcessHandle handle() {
        return ProcessHandle.of(this.pid).orElseThrow();
    }

    /** Children that were waited for leave their page faults with their parent. */
    boolean hasHadChildren() {
        if (handle().descendants().findAny().isPresent()) {
            return true;
        }
        String stat = read("stat");
        String[] afterTheName = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return Long.parseLong(afterTheName[MINOR_FAULTS_OF_CHILDREN]) > 0;
    }

    /** Its variables, each ended by a NUL. */
    String environment() {
        return read("environ");
    }

    /** In octets. */
    long residentMemory() {
        return Long.parseLong(status("VmRSS:").replaceAll("\\D", "")) * 1024;
    }

    /** Its number in the innermost namespace of processes that it lives in. */
    int innermostPid() {
        String numbers = status("NSpid:");
        return Integer.parseInt(numbers.substring(numbers.lastIndexOf('\t') + 1));
    }

    private String status(String field) {
        return read("status").lines().filter(line -> line.startsWith(field)).findFirst().orElseThrow();
    }

    /** Regular files that are open for writing, but for those in a folder that is allowed. */
    Stream<String> openForWriting(Path allowed) throws IOException {
        try (Stream<Path> descriptors = Files.list(directory().resolve("fd"))) {
            List<String> open = descriptors.filter(this::isForWriting)
                    .map(Proc::target)
                    .filter(target -> target.startsWith("/") && !target.startsWith("/dev/"))
                    .filter(target -> !target.startsWith(allowed.toString()))
                    .toList();
            return open.stream();
        }
    }

    private boolean isForWriting(Path descriptor) {
        String flags = read("fdinfo/" + descriptor.getFileName()).lines()
                .filter(line -> line.startsWith("flags:"))
                .findFirst()
                .orElse("flags: 0");
        return (Integer.parseInt(flags.replaceAll("\\D", ""), 8) & WRITE_ONLY_OR_READ_WRITE) != 0;
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException ex) {
            return ""; // closed meanwhile
        }
    }

    private String read(String file) {
        try {
            return Files.readString(directory().resolve(file));
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private Path directory() {
        return Path.of("/proc", Long.toString(this.pid));
    }
}
