/** Logs the CPUs, the memory and the flags that the JVM detected. */
@NullMarked
package com.example.chassis.jvm;

import org.jspecify.annotations.NullMarked;
