/** A database that may be unavailable: bounded waits, 503 for requests, a start that waits, and the migration of the schema. */
@NullMarked
package com.example.chassis.database;

import org.jspecify.annotations.NullMarked;
