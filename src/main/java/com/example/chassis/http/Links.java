package com.example.chassis.http;

import java.util.regex.Pattern;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * Links to this service, without scheme and host: right behind any proxy, and behind one that strips a path prefix as long
 * as it sends {@code X-Forwarded-Prefix}.
 */
public final class Links {

    private static final Pattern PREFIX = Pattern.compile("(/[A-Za-z0-9._~-]+)+");

    private Links() {}

    /** A path of this service as a client must ask for it. A prefix that is not a plain path is ignored. */
    public static String to(String path) {
        String prefix = ServletUriComponentsBuilder.fromCurrentContextPath().build().getPath();
        return (prefix != null && PREFIX.matcher(prefix).matches()) ? prefix + path : path;
    }

    /**
     * The {@code Link} header of a page that is not the last.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc8288">RFC 8288</a>
     */
    public static String next(String path) {
        return "<%s>; rel=\"next\"".formatted(to(path));
    }
}
