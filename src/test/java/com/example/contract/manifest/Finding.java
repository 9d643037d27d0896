package com.example.contract.manifest;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Where a rule is broken, and the fix.
 *
 * @param place the field
 * @param fix what to do there
 */
record Finding(Place place, String fix) {

    private static final Pattern CONTAINER = Pattern.compile("^.*/(?:initContainers|containers)/\\d+");
    private static final int LONGEST = 80;

    @SafeVarargs
    static Stream<Finding> all(Stream<Finding>... findings) {
        Stream<Finding> all = Stream.empty();
        for (Stream<Finding> some : findings) {
            all = Stream.concat(all, some);
        }
        return all;
    }

    @Override
    public String toString() {
        Manifest manifest = this.place.manifest();
        return "%s: %s%s, %s %s: %s".formatted(manifest.overlay(), manifest, container(),
                this.place.path().isEmpty() ? "as a whole" : this.place.path(), value(), this.fix);
    }

    private String container() {
        Matcher matcher = CONTAINER.matcher(this.place.path());
        return matcher.find()
                ? ", container " + this.place.manifest().at(matcher.group()).path("name").asString("")
                : "";
    }

    private String value() {
        JsonNode json = this.place.json();
        if (json.isMissingNode()) {
            return "is missing";
        }
        String value = json.toString();
        return (value.length() > LONGEST) ? "is not right" : "is " + value;
    }
}
