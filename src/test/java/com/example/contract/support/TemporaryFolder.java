package com.example.contract.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.springframework.util.FileSystemUtils;

/** Temporary folders that other users may read: the one inside a container is another. */
public final class TemporaryFolder {

    private TemporaryFolder() {}

    /** Makes one. */
    public static Path create(String prefix) {
        try {
            return Files.createTempDirectory(prefix,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** Deletes a folder with all that is in it. */
    public static void delete(Path folder) {
        if (!FileSystemUtils.deleteRecursively(folder.toFile())) {
            throw new IllegalStateException("Cannot delete " + folder);
        }
    }
}
