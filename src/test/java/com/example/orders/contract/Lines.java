package com.example.orders.contract;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads log lines as strictly as a log collector might. */
final class Lines {

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Lines() {}

    /** Lines that are no JSON object. */
    static List<String> notJson(List<String> lines) {
        return lines.stream().filter(line -> !isObject(line)).toList();
    }

    private static boolean isObject(String line) {
        try {
            return STRICT.readTree(line).isObject();
        } catch (JacksonException ex) {
            return false;
        }
    }

    static List<JsonNode> parse(List<String> lines) {
        return lines.stream().map(STRICT::readTree).toList();
    }

    /** Lines with this message. */
    static List<JsonNode> saying(String message, List<String> lines) {
        return parse(lines).stream().filter(line -> line.path("message").asString().equals(message)).toList();
    }

    /** Lines of a worker that has taken over a task of one that had died. */
    static List<JsonNode> takeOvers(List<String> lines) {
        return saying("Taking over a task whose worker died", lines);
    }

    /** When a line was written. */
    static Instant time(JsonNode line) {
        return OffsetDateTime.parse(line.path("@timestamp").asString()).toInstant();
    }
}
