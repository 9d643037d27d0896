/** The database as something that can be away: bounded waits, an honest 503, a patient start. */
@NullMarked
package com.example.orders.platform.database;

import org.jspecify.annotations.NullMarked;
