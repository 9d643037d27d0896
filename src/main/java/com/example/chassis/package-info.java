/**
 * What any service owes its platform, for a fork to keep untouched. It knows nothing of the service that it carries:
 * names come from {@code spring.application.name}. All but the first are Spring Boot auto-configurations, which back off
 * where they have nothing to do:
 *
 * <ol>
 * <li>{@link com.example.chassis.Chassis}: the entry point
 * <li>{@code config}: defaults, and the check of what is configured
 * <li>{@code logging}, {@code tracing}, {@code jvm}: requirement 1, spans, and what the JVM found
 * <li>{@code http}: problem details and limits of requests; {@code overload}: load shedding
 * <li>{@code security}: clients with bearer tokens, where an issuer is configured
 * <li>{@code health}: what liveness means; {@code drain}: requirement 3, from SIGTERM to the exit
 * <li>{@code database}: a database that may be unavailable; {@code tasks}: durable work in the background
 * </ol>
 */
@NullMarked
package com.example.chassis;

import org.jspecify.annotations.NullMarked;
