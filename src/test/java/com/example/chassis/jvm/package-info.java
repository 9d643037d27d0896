@NullMarked
package com.example.chassis.jvm;

import org.jspecify.annotations.NullMarked;
