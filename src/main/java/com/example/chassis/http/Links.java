package com.example.chassis.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.regex.Pattern;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Links to this service, without scheme and host: right behind any proxy, and behind one that strips a path prefix as long
 * as it sends {@code X-Forwarded-Prefix}.
 */
public final class Links {

    private static final Pattern PREFIX = Pattern.compile("(?=.{1,255}$)(/[A-Za-z0-9._~-]+)+");

    private Links() {}

    /** A path of this service as a client must ask for it. A prefix that is not a plain path is ignored. */
    public static String to(String path) {
        HttpServletRequest request = ((ServletRequestAttributes) RequestContextHolder.currentRequestAttributes())
                .getRequest();
        String prefix = Objects.requireNonNullElse(request.getHeader("X-Forwarded-Prefix"), "");
        return (PREFIX.matcher(prefix).matches() ? prefix : "") + request.getContextPath() + path;
    }

    /**
     * The {@code Link} header of a page that is not the last.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc8288">RFC 8288</a>
     */
    public static String next(String path) {
        return "<" + to(path) + ">; rel=\"next\"";
    }
}
