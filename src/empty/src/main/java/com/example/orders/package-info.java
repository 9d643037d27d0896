/**
 * The service: clients store documents, and their words are counted in the background. Each class is a pattern to copy, in
 * reading order:
 *
 * <ol>
 * <li>{@link com.example.orders.ServiceApplication}: the entry point
 * <li>{@code DocumentController}, {@code Document}, {@code StoreDocument}: a resource over HTTP
 * <li>{@code ApiScopes}: what a client's token must allow
 * <li>{@code Documents}: its table, and the invariant
 * <li>{@code WordCount}, {@code WordCountProperties}: a background task and its settings
 * <li>{@code RetentionJob}, {@code RetentionProperties}: a job that runs once, the same image with another purpose
 * </ol>
 *
 * What any service owes its platform is in {@link com.example.chassis}.
 */
@NullMarked
package com.example.orders;

import org.jspecify.annotations.NullMarked;
