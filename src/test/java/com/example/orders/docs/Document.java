package com.example.orders.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A file that is generated, or of which a part is. */
public record Document(Path path) {

    private static final String END = "<!-- end -->";

    /** With {@code -Ddocs.update=true} a test writes what it would otherwise only compare. */
    private static final boolean UPDATE = Boolean.getBoolean("docs.update");

    /** The README and what is in {@code docs} and {@code k8s}. */
    static List<Path> all() throws IOException {
        try (Stream<Path> docs = Files.walk(Path.of("docs")); Stream<Path> k8s = Files.walk(Path.of("k8s"))) {
            return Stream.of(Stream.of(Path.of("README.md")), docs, k8s)
                    .flatMap(paths -> paths)
                    .filter(path -> path.toString().endsWith(".md"))
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

    /** Compares what stands between {@code <!-- generated: part -->} and {@code <!-- end -->}. */
    public void assertPartIs(String part, String generated) {
        String text = text();
        String mark = "<!-- generated: " + part + " -->\n";
        int begin = text.indexOf(mark) + mark.length();
        int end = text.indexOf(END, begin);
        assertThat(text.contains(mark) && end > 0).as("%s has a part %s", this.path, part).isTrue();
        assertIs(text.substring(0, begin) + generated + text.substring(end));
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
