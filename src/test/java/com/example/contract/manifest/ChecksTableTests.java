package com.example.contract.manifest;

import com.example.contract.docs.Document;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ChecksTableTests {

    @Test
    void theDocumentListsEveryRule() {
        new Document(Path.of("docs", "kubernetes", "checks.md")).assertPartIs("checks",
                Rules.ALL.stream()
                        .map(rule -> "| %s | %s | %s |\n".formatted(rule.id(), rule.what(), rule.why()))
                        .collect(Collectors.joining("", "| id | what | why |\n| --- | --- | --- |\n", "")));
    }
}
