package com.example.orders;

import com.example.chassis.tasks.BackgroundTask;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The task of a document, named by the document. */
@Component
class WordCount implements BackgroundTask {

    private static final Logger logger = LoggerFactory.getLogger(WordCount.class);

    private final Documents documents;
    private final WordCountProperties properties;

    WordCount(Documents documents, WordCountProperties properties) {
        this.documents = documents;
        this.properties = properties;
    }

    @Override
    public String name() {
        return Documents.WORD_COUNT;
    }

    @Override
    public void run(String id) throws InterruptedException {
        Thread.sleep(this.properties.countingTime()); // outside any transaction: nothing is locked meanwhile
        this.documents.count(id)
                .ifPresent(document -> logger.atInfo().addKeyValue("words", document.words()).log("Document ended"));
    }

    @Override
    public void giveUp(String id) {
        this.documents.giveUp(id);
    }

    @Override
    public Duration duration() {
        return this.properties.countingTime();
    }

    @Override
    public String idField() {
        return "document";
    }
}
