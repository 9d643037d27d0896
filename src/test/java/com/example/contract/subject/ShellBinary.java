package com.example.contract.subject;

import com.example.contract.support.TemporaryFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy;

/** A shell to put in front of an image that has none, as other images have. */
final class ShellBinary {

    private static final Path FOLDER = fetch();

    private ShellBinary() {}

    private static Path fetch() {
        try (GenericContainer<?> busybox = new GenericContainer<>("busybox:1.37")) {
            busybox.withCommand("true").withStartupCheckStrategy(new OneShotStartupCheckStrategy()).start();
            Path folder = TemporaryFolder.create("contract-shell");
            Path shell = folder.resolve("busybox");
            busybox.copyFileFromContainer("/bin/busybox", shell.toString());
            Files.setPosixFilePermissions(shell, PosixFilePermissions.fromString("rwxr-xr-x"));
            return folder;
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** Where it is, on this machine and in a container. */
    public static Path folder() {
        return FOLDER;
    }

    static List<String> inFrontOf(List<String> command, List<String> arguments) {
        return Shell.inFrontOf(Stream.concat(command.stream(), arguments.stream()).toList(),
                FOLDER.resolve("busybox").toString(), "sh");
    }
}
