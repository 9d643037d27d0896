/**
 * Beans that break the service, each in one way. A test adds one to the packaged jar and expects the contract to notice it;
 * none is ever found by a scan.
 */
@NullMarked
package com.example.chassis.planted;

import org.jspecify.annotations.NullMarked;
