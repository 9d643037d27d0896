package com.example.orders;

import com.example.chassis.database.RetryOnConflict;
import com.example.chassis.tasks.TaskQueue;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** All documents. At any moment, each has ended or has a task that ends it. */
@Repository
class Documents {

    /** The task that ends a document. */
    static final String WORD_COUNT = "word-count";

    /** Named, so that a column which a later release adds changes no result. */
    private static final String COLUMNS = "name, text, words, stored_at, ended_at";
    private static final RowMapper<Document> DOCUMENT = Documents::document;

    private final JdbcClient database;
    private final TaskQueue tasks;

    Documents(JdbcClient database, TaskQueue tasks) {
        this.database = database;
        this.tasks = tasks;
    }

    /** By hand: a reflective mapper first looks up {@code stored_at} as {@code storedat}, which costs an exception. */
    private static Document document(ResultSet row, int number) throws SQLException {
        OffsetDateTime ended = row.getObject("ended_at", OffsetDateTime.class);
        return new Document(row.getString("name"), row.getString("text"), row.getObject("words", Integer.class),
                row.getObject("stored_at", OffsetDateTime.class).toInstant(),
                (ended != null) ? ended.toInstant() : null);
    }

    /**
     * Stores a document together with its task, unless there is one of this name.
     *
     * @return the document of this name; nothing if it was deleted at this moment
     */
    @RetryOnConflict
    @Transactional
    public Optional<Document> store(String name, String text) {
        Optional<Document> stored = this.database
                .sql("insert into documents (name, text) values (?, ?) on conflict do nothing returning " + COLUMNS)
                .params(name, text)
                .query(DOCUMENT)
                .optional();
        stored.ifPresent(document -> this.tasks.add(WORD_COUNT, name, document.storedAt()));
        return stored.or(() -> find(name));
    }

    Optional<Document> find(String name) {
        return this.database.sql("select " + COLUMNS + " from documents where name = ?")
                .param(name)
                .query(DOCUMENT)
                .optional();
    }

    /** A page by name, after the given one. */
    List<Document> list(String after, int limit) {
        return this.database.sql("select " + COLUMNS + " from documents where name > ? order by name limit ?")
                .params(after, limit)
                .query(DOCUMENT)
                .list();
    }

    /** Counts the words of a document, unless it has ended already. */
    @RetryOnConflict
    Optional<Document> count(String name) {
        return end(name, "regexp_count(text, '\\S+')");
    }

    /** Ends a document without a count, unless it has ended already. */
    @RetryOnConflict
    Optional<Document> giveUp(String name) {
        return end(name, "null");
    }

    private Optional<Document> end(String name, String words) {
        String end = "update documents set words = " + words
                + ", ended_at = clock_timestamp() where name = ? and ended_at is null returning " + COLUMNS;
        return this.database.sql(end).param(name).query(DOCUMENT).optional();
    }
}
