package com.example.orders.platform.http;

import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * The {@code Link} header of a page that is not the last.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8288">RFC 8288</a>
 */
public final class NextPage {

    private NextPage() {}

    /**
     * A link to the present request with another cursor, without scheme and host: right behind any proxy, and behind one
     * that strips a path prefix as long as it sends {@code X-Forwarded-Prefix}.
     */
    public static String link(String after) {
        String uri = ServletUriComponentsBuilder.fromCurrentRequest()
                .scheme(null)
                .host(null)
                .port(null)
                .replaceQueryParam("after", after)
                .build(true) // encoded as it came
                .toUriString();
        return "<%s>; rel=\"next\"".formatted(uri);
    }
}
