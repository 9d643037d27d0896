package com.example.orders;

import com.example.chassis.http.Links;
import com.example.chassis.http.ProblemException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Documents over HTTP. */
@RestController
@RequestMapping(path = "/documents", produces = MediaType.APPLICATION_JSON_VALUE)
class DocumentController {

    private static final String NAME = "[A-Za-z0-9_-]{1,100}";

    private final Documents documents;

    DocumentController(Documents documents) {
        this.documents = documents;
    }

    /** The same request again changes nothing: a client that got no answer repeats it. */
    @PutMapping(path = "/{name}", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    Document store(@PathVariable("name") @Pattern(regexp = NAME) String name, @Valid @RequestBody StoreDocument body) {
        Document document = this.documents.store(name, body.text())
                .orElseThrow(() -> ProblemException.unavailable("document-deleted",
                        "A document of this name was deleted at this moment.", Duration.ofSeconds(1)));
        if (!document.text().equals(body.text())) {
            throw new ProblemException(HttpStatus.CONFLICT, "document-exists",
                    "There is a document of this name with another text.");
        }
        return document;
    }

    @GetMapping("/{name}")
    Document get(@PathVariable("name") @Pattern(regexp = NAME) String name) {
        return this.documents.find(name)
                .orElseThrow(() -> new ProblemException(HttpStatus.NOT_FOUND, "not-found",
                        "There is no document of this name."));
    }

    /** A page, by name. */
    @GetMapping
    ResponseEntity<List<Document>> list(
            @RequestParam(name = "after", required = false) @Pattern(regexp = NAME) @Nullable String after,
            @RequestParam(name = "limit", defaultValue = "20") @Min(1) @Max(100) int limit) {
        List<Document> page = this.documents.list(Objects.requireNonNullElse(after, ""), limit);
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
        if (page.size() == limit) {
            answer.header(HttpHeaders.LINK, Links.next("/documents?limit=" + limit + "&after=" + page.getLast().name()));
        }
        return answer.body(page);
    }
}
