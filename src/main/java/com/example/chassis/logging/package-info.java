/** Everything that the process writes is a JSON object on standard output: one line for each event. */
@NullMarked
package com.example.chassis.logging;

import org.jspecify.annotations.NullMarked;
