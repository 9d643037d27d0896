/**
 * The check of the configuration: a mistake stops the start with one line that says what is wrong, where, and the fix
 * ({@link com.example.chassis.config.InvalidPropertiesAnalyzer}).
 */
@NullMarked
package com.example.chassis.config;

import org.jspecify.annotations.NullMarked;
