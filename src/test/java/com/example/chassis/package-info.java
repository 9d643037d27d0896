/** The chassis's own tests, and the counter-proofs of the contract: what it must find in a service that is broken. */
@NullMarked
package com.example.chassis;

import org.jspecify.annotations.NullMarked;
