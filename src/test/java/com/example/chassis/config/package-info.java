@NullMarked
package com.example.chassis.config;

import org.jspecify.annotations.NullMarked;
