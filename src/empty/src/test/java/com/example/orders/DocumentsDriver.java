package com.example.orders;

import com.example.contract.BackgroundTasks;
import com.example.contract.ServiceDriver;
import com.example.contract.StoredData;
import com.example.contract.support.ApiClient.Answer;
import com.example.contract.support.ClientRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Tells the contract how clients behave: they store documents under new names, and read a page of them. */
public final class DocumentsDriver implements ServiceDriver, StoredData, BackgroundTasks {

    @Override
    public ClientRequest read() {
        return ClientRequest.get("/documents");
    }

    /** Of four requests three read, and one stores. */
    @Override
    public ClientRequest request(long number, String key) {
        return (number % 4 == 0) ? store(key) : read();
    }

    @Override
    public Optional<StoredData> storedData() {
        return Optional.of(this);
    }

    @Override
    public ClientRequest store(String key) {
        return ClientRequest.put("/documents/" + key, "{\"text\":\"three short words\"}");
    }

    @Override
    public String id(Answer accepted) {
        return accepted.text("/name");
    }

    @Override
    public String ids() {
        return "select name from documents";
    }

    /** A document has ended or has a task, and no count is wrong. */
    @Override
    public String violations() {
        return """
                select name from documents
                where words <> regexp_count(text, '\\S+')
                  or (ended_at is null and not exists (
                    select from scheduled_tasks where task_name = 'word-count' and task_instance = name))
                """;
    }

    @Override
    public Optional<BackgroundTasks> backgroundTasks() {
        return Optional.of(this);
    }

    @Override
    public Map<String, String> lasting(Duration time) {
        return Map.of("ORDERS_WORDCOUNT_COUNTINGTIME", time.toMillis() + "ms");
    }

    @Override
    public String finished() {
        return "select count(*) from documents where words is not null";
    }

    @Override
    public String finishedMessage() {
        return "Document ended";
    }
}
