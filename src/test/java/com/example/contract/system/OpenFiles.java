package com.example.contract.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files that a process of this machine has open.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_fdinfo.5.html">proc_pid_fdinfo(5)</a>
 */
public final class OpenFiles {

    private static final int WRITE_ONLY_OR_READ_WRITE = 3;

    private final Path process;

    public OpenFiles(long pid) {
        this.process = Path.of("/proc", Long.toString(pid));
    }

    /** Regular files that are open for writing, but for those in a folder that is allowed. */
    public List<String> forWriting(Path allowed) {
        try (Stream<Path> descriptors = Files.list(this.process.resolve("fd"))) {
            return descriptors.filter(this::isForWriting)
                    .map(OpenFiles::target)
                    .filter(target -> target.startsWith("/") && !target.startsWith("/dev/"))
                    .filter(target -> !target.startsWith(allowed.toString()))
                    .toList();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private boolean isForWriting(Path descriptor) {
        try {
            String flags = Files.readAllLines(this.process.resolve("fdinfo").resolve(descriptor.getFileName()))
                    .stream()
                    .filter(line -> line.startsWith("flags:"))
                    .findFirst()
                    .orElse("flags: 0");
            return (Integer.parseInt(flags.replaceAll("\\D", ""), 8) & WRITE_ONLY_OR_READ_WRITE) != 0;
        } catch (IOException ex) {
            return false; // closed meanwhile
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException ex) {
            return ""; // closed meanwhile
        }
    }
}
