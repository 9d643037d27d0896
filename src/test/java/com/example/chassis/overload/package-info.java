@NullMarked
package com.example.chassis.overload;

import org.jspecify.annotations.NullMarked;
