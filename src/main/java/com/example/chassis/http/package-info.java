/** HTTP: limits on requests, and every error as a problem detail (RFC 9457). */
@NullMarked
package com.example.chassis.http;

import org.jspecify.annotations.NullMarked;
