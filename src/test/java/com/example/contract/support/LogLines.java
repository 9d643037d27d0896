package com.example.contract.support;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads log lines as strictly as a log collector might. */
public final class LogLines {

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private LogLines() {}

    /** The lines that are not a JSON object. */
    public static List<String> notJson(List<String> lines) {
        return lines.stream().filter(line -> !isObject(line)).toList();
    }

    private static boolean isObject(String line) {
        try {
            return STRICT.readTree(line).isObject();
        } catch (JacksonException ex) {
            return false;
        }
    }

    public static List<JsonNode> parse(List<String> lines) {
        return lines.stream().map(STRICT::readTree).toList();
    }

    /** The lines with this message. */
    public static List<JsonNode> saying(String message, List<String> lines) {
        return parse(whole(lines)).stream().filter(line -> line.path("message").asString().equals(message)).toList();
    }

    /** The lines whose message begins so. */
    public static List<JsonNode> beginning(String message, List<String> lines) {
        return parse(whole(lines)).stream()
                .filter(line -> line.path("message").asString().startsWith(message))
                .toList();
    }

    /** The lines of this trace. */
    public static List<JsonNode> ofTrace(String trace, List<String> lines) {
        return parse(whole(lines)).stream().filter(line -> line.path("traceId").asString("").equals(trace)).toList();
    }

    /** Without the last line, if only half of it is there: the process still writes it, or was killed meanwhile. */
    public static List<String> whole(List<String> lines) {
        return (lines.isEmpty() || isObject(lines.getLast())) ? lines : lines.subList(0, lines.size() - 1);
    }

    /** When a line was written. */
    public static Instant time(JsonNode line) {
        return OffsetDateTime.parse(line.path("@timestamp").asString()).toInstant();
    }
}
