package com.example.chassis.security;

import com.example.chassis.http.ProblemException;
import com.example.chassis.http.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.oauth2.server.resource.web.access.BearerTokenAccessDeniedHandler;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/**
 * Answers as problems: 401 without a valid token, 403 where its scopes do not suffice, and 503 while the issuer's keys are
 * unavailable. {@code WWW-Authenticate} is Spring Security's.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-3">RFC 6750, section 3</a>
 */
final class TokenProblems implements AuthenticationEntryPoint, AccessDeniedHandler {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final BearerTokenAuthenticationEntryPoint unauthorized = new BearerTokenAuthenticationEntryPoint();
    private final BearerTokenAccessDeniedHandler forbidden = new BearerTokenAccessDeniedHandler();
    private final ProblemWriter problems;

    TokenProblems(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException ex)
            throws IOException {
        if (ex instanceof AuthenticationServiceException) {
            this.problems.write(request, response, ProblemException.unavailable("issuer-unavailable",
                    "The keys of the tokens' issuer are unavailable. Retry this request.", RETRY_AFTER));
            return;
        }
        this.unauthorized.commence(request, response, ex);
        boolean malformed = response.getStatus() == HttpStatus.BAD_REQUEST.value();
        this.problems.write(request, response,
                malformed
                        ? new ProblemException(HttpStatus.BAD_REQUEST, "invalid-request",
                                "The bearer token is malformed.")
                        : new ProblemException(HttpStatus.UNAUTHORIZED, "unauthorized",
                                "This request needs a valid bearer token."));
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException ex)
            throws IOException {
        this.forbidden.handle(request, response, ex);
        this.problems.write(request, response, new ProblemException(HttpStatus.FORBIDDEN, "insufficient-scope",
                "The scopes of the token do not allow this request."));
    }
}
