package com.example.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.contract.support.ApiClient;
import com.example.contract.support.ApiClient.Answer;
import com.example.contract.support.ClientRequest;
import com.example.contract.support.TestDatabaseConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The whole service over HTTP, with a real PostgreSQL. The tests share it, and use their own names. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = {"management.server.port=0",
        "chassis.tasks.poll-interval=100ms", "chassis.tasks.first-retry=50ms", "chassis.drain.linger=0s"})
@Import(TestDatabaseConfiguration.class)
class DocumentsHttpTests {

    private final ApiClient api;
    private final JdbcClient database;

    @Autowired
    DocumentsHttpTests(@LocalServerPort int port, JdbcClient database) {
        this.api = ApiClient.onPort(port);
        this.database = database;
    }

    private Answer store(String name, String json) {
        return this.api.send(ClientRequest.put("/documents/" + name, json));
    }

    @Test
    void aDocumentIsStoredAtOnceAndItsWordsAreCountedLater() {
        Answer stored = store("poem", "{\"text\":\"roses are\\n red\"}");
        assertThat(stored.status()).isEqualTo(202);
        assertThat(stored.json().has("words")).isFalse();
        await().untilAsserted(
                () -> assertThat(this.api.get("/documents/poem").json().path("words").asInt()).isEqualTo(3));
    }

    @Test
    void theSameRequestAgainChangesNothingAndAnotherTextIsAConflict() {
        Answer stored = store("twice", "{\"text\":\"one\"}");
        Answer repeated = store("twice", "{\"text\":\"one\"}");
        assertThat(repeated.status()).isEqualTo(202);
        assertThat(repeated.text("/storedAt")).isEqualTo(stored.text("/storedAt"));
        Answer changed = store("twice", "{\"text\":\"two\"}");
        assertThat(changed.status()).isEqualTo(409);
        assertThat(changed.text("/type")).isEqualTo("urn:problem-type:orders:document-exists");
    }

    @Test
    void pagesAreByNameAndLinkTheNext() {
        store("page-1", "{\"text\":\"one\"}");
        store("page-2", "{\"text\":\"two\"}");
        Answer first = this.api.get("/documents?after=page-&limit=1");
        assertThat(first.text("/0/name")).isEqualTo("page-1");
        assertThat(first.header("Link")).isEqualTo("</documents?limit=1&after=page-1>; rel=\"next\"");
        assertThat(this.api.get("/documents?limit=1&after=page-1").text("/0/name")).isEqualTo("page-2");
    }

    @Test
    void aDocumentThatCannotBeCountedEndsWithoutACount() {
        this.database.sql("""
                create function fail() returns trigger language plpgsql as $$
                begin
                  if new.words is not null then raise exception 'planted'; end if;
                  return new;
                end $$;
                create trigger fail before update on documents for each row when (new.name = 'poison')
                  execute function fail()
                """).update();
        store("poison", "{\"text\":\"one\"}");
        await().until(() -> this.api.get("/documents/poison").json().has("endedAt"));
        assertThat(this.api.get("/documents/poison").json().has("words")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                    | text
            {"text":""}           | text
            {"text":7}            | text
            {"text":"\\u0000"}    | text
            {"text":"\\ud800"}    | text
            {"text":"a","n":1}    | n
            """)
    void aBadBodyNamesItsField(String body, String field) {
        Answer rejected = store("bad", body);
        assertThat(rejected.status()).isEqualTo(400);
        assertThat(rejected.text("/errors/0/field")).isEqualTo(field);
    }

    @Test
    void aTextIsStoredAsItWasSent() {
        store("grin", "{\"text\":\"\\ud83d\\ude00 caf\u00e9\"}");
        assertThat(this.api.get("/documents/grin").text("/text")).isEqualTo("\ud83d\ude00 caf\u00e9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/documents/a.b", "/documents?limit=0", "/documents?after="})
    void badParametersAreRejected(String path) {
        assertThat(this.api.get(path).status()).isEqualTo(400);
    }

    @Test
    void anUnknownDocumentIsNotFound() {
        assertThat(this.api.get("/documents/none").status()).isEqualTo(404);
    }
}
