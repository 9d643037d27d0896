package com.example.contract.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinksTests {

    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?://)([^)#]*)(?:#([^)]*))?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

    @Test
    void everyRelativeLinkLeadsSomewhere() throws IOException {
        for (Path document : Document.all()) {
            assertThat(links(Files.readString(document))).as("links of %s", document)
                    .allSatisfy(link -> assertThat(leads(document, link)).as(link.toString()).isTrue());
        }
    }

    @Test
    void aLinkThatLeadsNowhereIsFound(@TempDir Path folder) throws IOException {
        Path document = Files.writeString(folder.resolve("a.md"), "# One heading");
        Files.writeString(folder.resolve("b.md"), "## Another one");
        assertThat(links("[a](c.md#here) [b](b.md#nowhere) [c](#nowhere) [d](b.md#another-one) [e](#one-heading)"))
                .map(link -> leads(document, link))
                .containsExactly(false, false, false, true, true);
    }

    /** A file, and a heading in it; each may be empty. */
    private record Link(String file, String heading) {}

    private static List<Link> links(String text) {
        return LINK.matcher(text)
                .results()
                .map(link -> new Link(link.group(1), Objects.requireNonNullElse(link.group(2), "")))
                .toList();
    }

    private static boolean leads(Path document, Link link) {
        Path target = link.file().isEmpty() ? document : document.resolveSibling(link.file());
        return Files.exists(target) && (link.heading().isEmpty() || anchors(target).contains(link.heading()));
    }

    /** The anchors of a document's headings, as GitHub makes them: small letters, hyphens for spaces, no other signs. */
    private static List<String> anchors(Path document) {
        try {
            return HEADING.matcher(Files.readString(document))
                    .results()
                    .map(heading -> heading.group(1)
                            .toLowerCase(Locale.ROOT)
                            .replaceAll("[^\\w\\- ]", "")
                            .replace(' ', '-'))
                    .toList();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    @Test
    void everyTypeOfProblemIsDocumented() throws IOException {
        String pages = Files.readString(Path.of("docs", "api.md")) + Files.readString(Path.of("docs", "problems.md"));
        try (Stream<Path> sources = Files.walk(Path.of("src", "main", "java"))) {
            Pattern type = Pattern
                    .compile("(?:ProblemException\\(|unavailable\\()(?:HttpStatus\\.\\w+,\\s*)?\"([a-z-]+)\"");
            for (Path source : sources.filter(path -> path.toString().endsWith(".java")).toList()) {
                assertThat(type.matcher(Files.readString(source)).results().map(found -> found.group(1)))
                        .as("problem types of %s", source)
                        .allSatisfy(found -> assertThat(pages).contains(found));
            }
        }
    }
}
