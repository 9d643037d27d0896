@NullMarked
package com.example.chassis.logging;

import org.jspecify.annotations.NullMarked;
