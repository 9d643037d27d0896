/** Clients with bearer tokens, where an issuer is configured: which scope a request needs, and what is answered without it. */
@NullMarked
package com.example.chassis.security;

import org.jspecify.annotations.NullMarked;
