package com.example.orders.platform.http;

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

    /** What every {@code type} begins with; a name, not an address. All of them stand in {@code docs/api.md}. */
    static final String TYPE_PREFIX = "urn:problem-type:orders:";

    /** The type of every 400. */
    static final String INVALID_REQUEST = "invalid-request";

    private Problems() {}

    /**
     * A problem of a stated type.
     *
     * @param type the type's last part, such as {@code order-ended}
     */
    public static ProblemDetail of(HttpStatusCode status, String type, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create(TYPE_PREFIX + type));
        return problem;
    }

    /** A problem that HTTP itself has a name for: the type is the status's reason phrase, with dashes. */
    static ProblemDetail of(HttpStatusCode status, String detail) {
        return of(status, type(status), detail);
    }

    /** A 400 that names the parts of the request at fault. */
    static ProblemDetail invalid(List<RequestError> errors) {
        ProblemDetail problem = of(HttpStatus.BAD_REQUEST,
                String.join("; ", errors.stream().map(RequestError::toString).toList()));
        problem.setProperty("errors", errors);
        return problem;
    }

    static String type(HttpStatusCode status) {
        HttpStatus known = HttpStatus.resolve(status.value());
        if (known == HttpStatus.BAD_REQUEST) {
            return INVALID_REQUEST;
        }
        return (known != null) ? known.getReasonPhrase().toLowerCase(Locale.ROOT).replace(' ', '-') : "error";
    }
}
