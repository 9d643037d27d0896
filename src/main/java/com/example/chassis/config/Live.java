package com.example.chassis.config;

import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * Properties that may change while the service runs, as a bean of the feature that reads them. They are replaced as a
 * whole: whoever reads several asks once, and has them all of one moment.
 *
 * @param <T> a validated record with {@code @ConfigurationProperties}
 */
public final class Live<T> implements Supplier<T> {

    private final Class<? extends T> type;
    private final String prefix;
    private volatile T current;

    /** Starts with what the start has bound and validated. */
    @SuppressWarnings("unchecked")
    public Live(T initial) {
        this.type = (Class<? extends T>) initial.getClass();
        this.prefix = Objects
                .requireNonNull(AnnotatedElementUtils.getMergedAnnotation(this.type, ConfigurationProperties.class))
                .prefix();
        this.current = initial;
    }

    @Override
    public T get() {
        return this.current;
    }

    Class<? extends T> type() {
        return this.type;
    }

    String prefix() {
        return this.prefix;
    }

    void set(Object value) {
        this.current = this.type.cast(value);
    }
}
