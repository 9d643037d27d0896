/** Tests of the tasks. */
@NullMarked
package com.example.chassis.tasks;

import org.jspecify.annotations.NullMarked;
