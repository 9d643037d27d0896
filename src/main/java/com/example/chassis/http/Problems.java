package com.example.chassis.http;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;

/**
 * Makes problem details with a stable {@code type}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>
 */
public final class Problems {

    /** The type of every 400. */
    static final String INVALID_REQUEST = "invalid-request";

    private Problems() {}

    /**
     * A problem of a stated type.
     *
     * @param type the type's last part, such as {@code not-found}
     */
    public static ProblemDetail of(HttpStatusCode status, String type, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create(type));
        return problem;
    }

    /** A problem that has no name but its status: the type is the reason phrase, with dashes. */
    static ProblemDetail of(HttpStatusCode status, String detail) {
        return of(status, type(status), detail);
    }

    /** A 400 that names the invalid parts of the request. */
    static ProblemDetail invalid(List<RequestError> errors) {
        ProblemDetail problem = of(HttpStatus.BAD_REQUEST,
                String.join("; ", errors.stream().map(RequestError::toString).toList()));
        problem.setProperty("errors", errors);
        return problem;
    }

    /** A request's path as the {@code instance}. Spring's own way fails where a path starts with two slashes. */
    static URI instance(String path) {
        return URI.create(path.replaceFirst("^/+", "/"));
    }

    /** The whole of a {@code type}, from the service's name and the type's last part; a name, not an address. */
    static String type(String service, String type) {
        return "urn:problem-type:" + service + ":" + type;
    }

    static String type(HttpStatusCode status) {
        HttpStatus known = HttpStatus.resolve(status.value());
        if (known == HttpStatus.BAD_REQUEST) {
            return INVALID_REQUEST;
        }
        return (known != null) ? known.getReasonPhrase().toLowerCase(Locale.ROOT).replace(' ', '-') : "error";
    }
}
