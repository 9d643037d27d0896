package com.example.contract.manifest;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A place in a manifest.
 *
 * @param manifest the object
 * @param path where in it, as JSON Pointer (RFC 6901)
 */
record Place(Manifest manifest, String path) {

    JsonNode json() {
        return this.manifest.at(this.path);
    }

    JsonNode at(String pointer) {
        return json().at(pointer);
    }

    String text(String pointer) {
        return at(pointer).asString("");
    }

    boolean has(String pointer) {
        return !at(pointer).isMissingNode();
    }

    Place in(String pointer) {
        return new Place(this.manifest, this.path + pointer);
    }

    /** The elements of a list, none where there is no list. */
    Stream<Place> each(String pointer) {
        return IntStream.range(0, at(pointer).size()).mapToObj(index -> in(pointer + "/" + index));
    }

    /** A finding at a field, where a rule is not kept. */
    Stream<Finding> unless(boolean kept, String pointer, String fix) {
        return kept ? Stream.empty() : Stream.of(new Finding(in(pointer), fix));
    }

    /** A finding for each of these fields that is missing. */
    Stream<Finding> requires(String fix, String... pointers) {
        return Stream.of(pointers).flatMap(pointer -> unless(has(pointer), pointer, fix));
    }
}
