package com.example.orders.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A file of which a part is generated. */
record Document(Path path) {

    /** With {@code -Ddocs.update=true} a test writes what it would otherwise only compare. */
    private static final boolean UPDATE = Boolean.getBoolean("docs.update");

    /** The README and what is in {@code docs}. */
    static List<Path> all() throws IOException {
        try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
            return Stream.concat(Stream.of(Path.of("README.md")), docs.filter(path -> path.toString().endsWith(".md")))
                    .toList();
        }
    }

    String text() {
        try {
            return Files.readString(this.path);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    void assertIs(String generated) {
        if (UPDATE) {
            try {
                Files.writeString(this.path, generated);
            } catch (IOException ex) {
                throw new UncheckedIOException(ex);
            }
        }
        assertThat(text()).as("%s; to write it anew: ./mvnw test -Ddocs.update=true", this.path).isEqualTo(generated);
    }
}
