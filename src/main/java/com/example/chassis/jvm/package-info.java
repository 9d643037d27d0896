/** What the JVM makes of the container that it finds itself in. */
@NullMarked
package com.example.chassis.jvm;

import org.jspecify.annotations.NullMarked;
