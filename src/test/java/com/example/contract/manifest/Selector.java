package com.example.contract.manifest;

import tools.jackson.databind.JsonNode;

/** Which labels a label selector matches. */
final class Selector {

    private Selector() {}

    static boolean matches(JsonNode selector, JsonNode labels) {
        return matchesAll(selector.path("matchLabels"), labels)
                && selector.path("matchExpressions").valueStream().allMatch(expression -> holds(expression, labels));
    }

    /** The plain form, as a Service has it. */
    static boolean matchesAll(JsonNode wanted, JsonNode labels) {
        return wanted.propertyStream().allMatch(label -> label.getValue().equals(labels.path(label.getKey())));
    }

    private static boolean holds(JsonNode expression, JsonNode labels) {
        JsonNode value = labels.path(expression.path("key").asString(""));
        boolean listed = expression.path("values").valueStream().anyMatch(value::equals);
        return switch (expression.path("operator").asString("")) {
            case "In" -> listed;
            case "NotIn" -> !listed;
            case "Exists" -> !value.isMissingNode();
            case "DoesNotExist" -> value.isMissingNode();
            default -> false;
        };
    }
}
