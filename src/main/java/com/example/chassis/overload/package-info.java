/**
 * Load shedding: requests beyond what the service can process at once are rejected before they queue. Incomplete bodies have a
 * bound of their own in {@code chassis.http}; {@code chassis.database} tells a busy database from one that is unavailable.
 */
@NullMarked
package com.example.chassis.overload;

import org.jspecify.annotations.NullMarked;
