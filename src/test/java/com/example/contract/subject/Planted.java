package com.example.contract.subject;

import com.example.contract.support.TemporaryFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/** The classes of all packages named {@code planted}, in their own folder: no other test class gets into the service. */
final class Planted {

    private static final Path TEST_CLASSES = Path.of("target", "test-classes");
    private static final Path FOLDER = copy();

    private Planted() {}

    private static Path copy() {
        Path folder = TemporaryFolder.create("contract-planted");
        try (Stream<Path> all = Files.walk(TEST_CLASSES)) {
            for (Path planted : all.filter(path -> path.endsWith("planted")).toList()) {
                FileSystemUtils.copyRecursively(planted, folder.resolve(TEST_CLASSES.relativize(planted)));
            }
            return folder;
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** An entry for the end of a class path. */
    static Path folder() {
        return FOLDER;
    }
}
