package com.example.chassis.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.time.Duration;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/**
 * Reads the body of a request as a whole, bounded in size and in time, whether or not its length was announced. Only
 * bodies that a controller asks for are read.
 */
@RestControllerAdvice
final class BodyLimitAdvice extends RequestBodyAdviceAdapter {

    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final long limit;

    BodyLimitAdvice(HttpProperties properties) {
        this.limit = properties.maxBody().toBytes();
    }

    @Override
    public boolean supports(MethodParameter parameter, Type type, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public HttpInputMessage beforeBodyRead(HttpInputMessage message, MethodParameter parameter, Type type,
            Class<? extends HttpMessageConverter<?>> converter) throws IOException {
        check(message.getHeaders().getContentLength());
        long start = System.nanoTime();
        InputStream in = message.getBody();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            if (System.nanoTime() - start > LONGEST.toNanos()) {
                throw new ProblemException(HttpStatus.REQUEST_TIMEOUT, "request-timeout",
                        "The body must arrive within %d s.".formatted(LONGEST.toSeconds()));
            }
            body.write(buffer, 0, count);
            check(body.size());
        }
        return new WholeBody(new ByteArrayInputStream(body.toByteArray()), message.getHeaders());
    }

    /** A message that has been read; the accessors are the interface's. */
    private record WholeBody(InputStream getBody, HttpHeaders getHeaders) implements HttpInputMessage {}

    private void check(long size) {
        if (size > this.limit) {
            throw new ProblemException(HttpStatus.CONTENT_TOO_LARGE, "content-too-large",
                    "The body may have at most %d bytes.".formatted(this.limit));
        }
    }
}
