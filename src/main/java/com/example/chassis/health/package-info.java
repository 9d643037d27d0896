/** What liveness means beyond an answer in time: work in the background makes progress. */
@NullMarked
package com.example.chassis.health;

import org.jspecify.annotations.NullMarked;
