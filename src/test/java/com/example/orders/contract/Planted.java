package com.example.orders.contract;

import com.example.orders.support.Folder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.springframework.util.FileSystemUtils;

/** What tests plant, in a folder of its own: no other class of the tests may get into the service. */
final class Planted {

    private static final Path FOLDER = copy();

    private Planted() {}

    private static Path copy() {
        try {
            Path within = Path.of("com", "example", "orders", "contract", "planted");
            Path folder = Folder.temporary("orders-planted");
            FileSystemUtils.copyRecursively(Path.of("target", "test-classes").resolve(within), folder.resolve(within));
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
