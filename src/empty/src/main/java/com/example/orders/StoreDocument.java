package com.example.orders;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * The body of {@code PUT /documents/{name}}.
 *
 * @param text 1 to 10,000 characters without NUL, which PostgreSQL cannot store
 */
record StoreDocument(@NotNull @Size(min = 1, max = 10_000) @Pattern(regexp = "[^\\x00]*", message = "must not contain NUL") String text) {}
