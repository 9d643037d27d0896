/** Tests of the keys of an issuer. */
@NullMarked
package com.example.chassis.security;

import org.jspecify.annotations.NullMarked;
