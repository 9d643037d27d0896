package com.example.orders;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A document. Its text does not change.
 *
 * @param words how many there are; absent until they have been counted, and if they could not be
 * @param endedAt when they were counted, or given up
 */
record Document(String name, String text, @Nullable Integer words, Instant storedAt, @Nullable Instant endedAt) {}
