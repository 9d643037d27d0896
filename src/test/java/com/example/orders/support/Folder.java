package com.example.orders.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.springframework.util.FileSystemUtils;

/** Temporary folders, which others may read: the user inside a container is another one. */
public final class Folder {

    private Folder() {}

    /** Makes one. */
    public static Path temporary(String prefix) {
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
