/** Tests of the HTTP server: bounds on connections and bodies. */
@NullMarked
package com.example.chassis.http;

import org.jspecify.annotations.NullMarked;
