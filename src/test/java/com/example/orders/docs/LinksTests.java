package com.example.orders.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LinksTests {

    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?://|#)([^)#]+)(#[^)]*)?\\)");

    @Test
    void everyRelativeLinkLeadsSomewhere() throws IOException {
        for (Path document : Document.all()) {
            assertThat(LINK.matcher(Files.readString(document)).results().map(link -> link.group(1)))
                    .as("links of %s", document)
                    .allSatisfy(link -> assertThat(document.resolveSibling(link)).exists());
        }
    }

    @Test
    void aLinkThatLeadsNowhereWouldBeFound() {
        assertThat(LINK.matcher("see [it](docs/nowhere.md#here)").results().map(link -> link.group(1)))
                .containsExactly("docs/nowhere.md");
    }

    @Test
    void everyTypeOfProblemIsDocumented() throws IOException {
        String api = Files.readString(Path.of("docs", "api.md"));
        try (Stream<Path> sources = Files.walk(Path.of("src", "main", "java"))) {
            Pattern type = Pattern
                    .compile("(?:ProblemException\\(|unavailable\\()(?:HttpStatus\\.\\w+,\\s*)?\"([a-z-]+)\"");
            for (Path source : sources.filter(path -> path.toString().endsWith(".java")).toList()) {
                assertThat(type.matcher(Files.readString(source)).results().map(found -> found.group(1)))
                        .as("problem types of %s", source)
                        .allSatisfy(found -> assertThat(api).contains(found));
            }
        }
    }
}
