/** HTTP that fails well: every error, whoever finds it, is an RFC 9457 problem. */
@NullMarked
package com.example.chassis.http;

import org.jspecify.annotations.NullMarked;
