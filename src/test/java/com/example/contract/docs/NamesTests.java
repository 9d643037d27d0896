package com.example.contract.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.contract.support.Application;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents name exists: classes and their methods, and properties. */
class NamesTests {

    private static final Pattern TYPE = Pattern.compile("([A-Z]\\w+[a-z]\\w*)(?:\\.([a-z]\\w+))?");
    private static final Pattern PROPERTY = Pattern
            .compile("((?:chassis|%s)\\.[a-z.-]+)(?:=.*)?".formatted(Application.NAME));

    @Test
    void everyPropertyThatADocumentNamesExists() throws IOException {
        String metadata = Files
                .readString(Path.of("target", "classes", "META-INF", "spring-configuration-metadata.json"));
        for (Path document : Document.all()) {
            assertThat(Document.names(document, PROPERTY, 1)).as("properties in %s", document)
                    .allSatisfy(name -> assertThat(metadata).contains("\"" + name));
        }
    }

    @Test
    void everyClassAndMethodOfOursThatADocumentNamesExists() throws IOException {
        Set<String> sources = sources();
        for (Path document : Document.all()) {
            for (String name : Document.names(document, TYPE, 0)) {
                List<String> parts = List.of(name.split("\\.", -1));
                String source = sources.stream()
                        .filter(path -> path.endsWith("/" + parts.getFirst() + ".java"))
                        .findFirst()
                        .orElse("");
                if (!source.isEmpty() && parts.size() == 2) {
                    assertThat(Files.readString(Path.of(source))).as("%s in %s", name, document)
                            .contains(parts.getLast());
                } else if (name.endsWith("Tests")) {
                    assertThat(source).as("%s in %s", name, document).isNotEmpty();
                }
            }
        }
    }

    @Test
    void namesAreFoundInTheText() {
        assertThat(Document.names("see `chassis.no-such=1` and `NoTests.never`", PROPERTY, 1))
                .containsExactly("chassis.no-such");
        assertThat(Document.names("see `NoTests.never`", TYPE, 0)).containsExactly("NoTests.never");
    }

    private static Set<String> sources() throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src"))) {
            return sources.map(Path::toString).filter(path -> path.endsWith(".java")).collect(Collectors.toSet());
        }
    }
}
