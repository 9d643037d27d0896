package com.example.orders.support;

import java.nio.file.Path;
import org.springframework.util.FileSystemUtils;

/** Deletes what a test has made. */
public final class Folder {

    private Folder() {}

    /** Deletes a folder with all that is in it. */
    public static void delete(Path folder) {
        if (!FileSystemUtils.deleteRecursively(folder.toFile())) {
            throw new IllegalStateException("Cannot delete " + folder);
        }
    }
}
