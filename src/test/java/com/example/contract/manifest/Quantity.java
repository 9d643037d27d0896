package com.example.contract.manifest;

import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Amounts as Kubernetes writes them: {@code 500m}, {@code 512Mi}. */
final class Quantity {

    private static final Pattern AMOUNT = Pattern.compile("(?<number>[\\d.]+)(?<unit>[A-Za-z]*)");

    private static final Map<String, BigDecimal> UNITS = Map.ofEntries(Map.entry("", BigDecimal.ONE),
            Map.entry("m", new BigDecimal("0.001")), Map.entry("k", power(1000, 1)), Map.entry("M", power(1000, 2)),
            Map.entry("G", power(1000, 3)), Map.entry("T", power(1000, 4)), Map.entry("Ki", power(1024, 1)),
            Map.entry("Mi", power(1024, 2)), Map.entry("Gi", power(1024, 3)), Map.entry("Ti", power(1024, 4)));

    private Quantity() {}

    /** Its number; nothing is 0. */
    static BigDecimal of(JsonNode json) {
        Matcher amount = AMOUNT.matcher(json.asString("0"));
        if (!amount.matches() || !UNITS.containsKey(amount.group("unit"))) {
            throw new IllegalArgumentException("no quantity: " + json);
        }
        return new BigDecimal(amount.group("number")).multiply(UNITS.get(amount.group("unit")));
    }

    private static BigDecimal power(int base, int exponent) {
        return BigDecimal.valueOf(base).pow(exponent);
    }
}
