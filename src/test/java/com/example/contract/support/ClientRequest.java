package com.example.contract.support;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request of a client, with a JSON body or none.
 *
 * @param body empty for none
 */
public record ClientRequest(String method, String path, Map<String, String> headers, String body) {

    public static ClientRequest get(String path) {
        return new ClientRequest("GET", path, Map.of(), "");
    }

    public static ClientRequest delete(String path) {
        return new ClientRequest("DELETE", path, Map.of(), "");
    }

    public static ClientRequest post(String path, String json) {
        return withBody("POST", path, json);
    }

    public static ClientRequest put(String path, String json) {
        return withBody("PUT", path, json);
    }

    private static ClientRequest withBody(String method, String path, String json) {
        return new ClientRequest(method, path, Map.of("Content-Type", "application/json"), json);
    }

    /** The same with a header more. */
    public ClientRequest with(String header, String value) {
        Map<String, String> all = new LinkedHashMap<>(this.headers);
        all.put(header, value);
        return new ClientRequest(this.method, this.path, all, this.body);
    }
}
