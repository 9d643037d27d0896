/** Tests of what liveness means. */
@NullMarked
package com.example.chassis.health;

import org.jspecify.annotations.NullMarked;
