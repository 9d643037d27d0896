package com.example.orders.order;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a client prefers to wait for the result, from {@code Prefer: wait=N}. An invalid preference is no error: it is
 * ignored.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7240#section-4.3">RFC 7240, 4.3</a>
 */
final class PreferredWait {

    private static final Pattern WAIT = Pattern.compile("(?i)\\s*wait\\s*=\\s*\"?(\\d+)\"?\\s*(;.*)?");

    private PreferredWait() {}

    /** The first requested wait, at most {@code longest}; zero without one. */
    static Duration of(List<String> headers, Duration longest) {
        return headers.stream()
                .flatMap(header -> Arrays.stream(header.split(",", -1)))
                .map(WAIT::matcher)
                .filter(Matcher::matches)
                .map(PreferredWait::seconds)
                .findFirst()
                .map(wait -> (wait.compareTo(longest) > 0) ? longest : wait)
                .orElse(Duration.ZERO);
    }

    private static Duration seconds(MatchResult match) {
        String digits = match.group(1);
        return Duration.ofSeconds((digits.length() < 10) ? Long.parseLong(digits) : Integer.MAX_VALUE);
    }
}
