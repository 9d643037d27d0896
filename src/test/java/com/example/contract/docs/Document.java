package com.example.contract.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A file that is generated, or of which a part is. */
public record Document(Path path) {

    private static final Pattern CODE = Pattern.compile("(?<!`)`([^`\n]+)`(?!`)");
    private static final String END = "<!-- end -->";

    /** With {@code -Ddocs.update=true} a test writes what it would otherwise only compare. */
    private static final boolean UPDATE = Boolean.getBoolean("docs.update");

    /** The README and what is in {@code docs} and {@code k8s}. */
    public static List<Path> all() throws IOException {
        try (Stream<Path> docs = Files.walk(Path.of("docs")); Stream<Path> k8s = Files.walk(Path.of("k8s"))) {
            return Stream.of(Stream.of(Path.of("README.md")), docs, k8s)
                    .flatMap(paths -> paths)
                    .filter(path -> path.toString().endsWith(".md"))
                    .toList();
        }
    }

    /** The names in a document's code spans that a pattern matches as a whole. */
    public static Set<String> names(Path document, Pattern pattern, int group) throws IOException {
        return names(Files.readString(document), pattern, group);
    }

    static Set<String> names(String text, Pattern pattern, int group) {
        return CODE.matcher(text)
                .results()
                .map(code -> pattern.matcher(code.group(1)))
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(group))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    String text() {
        try {
            return Files.readString(this.path);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** Compares what is between {@code <!-- generated: part -->} and {@code <!-- end -->}. */
    public void assertPartIs(String part, String generated) {
        String text = text();
        String mark = "<!-- generated: " + part + " -->\n";
        int start = text.indexOf(mark) + mark.length();
        int end = text.indexOf(END, start);
        assertThat(text.contains(mark) && end > 0).as("%s has a part %s", this.path, part).isTrue();
        assertIs(text.substring(0, start) + generated + text.substring(end));
    }

    public void assertIs(String generated) {
        if (UPDATE) {
            try {
                Files.writeString(this.path, generated);
            } catch (IOException ex) {
                throw new UncheckedIOException(ex);
            }
        }
        assertThat(text()).as("%s; to generate it again: ./mvnw test -Ddocs.update=true", this.path)
                .isEqualTo(generated);
    }
}
