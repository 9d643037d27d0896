/**
 * Beans that break the service, each in one way. A contract test adds one to the packaged jar to show that it fails then;
 * none is ever found by a scan.
 */
@NullMarked
package com.example.chassis.planted;

import org.jspecify.annotations.NullMarked;
