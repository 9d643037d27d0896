package com.example.contract.manifest;

import tools.jackson.databind.JsonNode;

/**
 * An object of Kubernetes, as an overlay renders it.
 *
 * @param overlay the overlay's name
 * @param json all of it
 */
record Manifest(String overlay, JsonNode json) {

    String apiVersion() {
        return this.json.path("apiVersion").asString("");
    }

    String kind() {
        return this.json.path("kind").asString("");
    }

    String name() {
        return this.json.at("/metadata/name").asString("");
    }

    /** Its namespace, which is empty for what belongs to the whole cluster. */
    String namespace() {
        return this.json.at("/metadata/namespace").asString("");
    }

    JsonNode labels() {
        return this.json.at("/metadata/labels");
    }

    boolean is(String kind, String name) {
        return kind().equals(kind) && name().equals(name);
    }

    JsonNode at(String pointer) {
        return this.json.at(pointer);
    }

    Place root() {
        return new Place(this, "");
    }

    Place in(String pointer) {
        return new Place(this, pointer);
    }

    @Override
    public String toString() {
        return kind() + "/" + name();
    }
}
