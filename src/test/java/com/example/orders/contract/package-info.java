/**
 * The contract: what the platform may expect of the service, a class for each of the seven requirements. Each speaks to a
 * {@link com.example.orders.contract.Subject} from outside, which is the packaged jar in a process of its own, or with
 * {@code -Dcontract.subject=container} the image in a container. Each has a counter-proof: a subject that is broken on
 * purpose, by what is in {@code planted}, and is seen to fail.
 */
@NullMarked
package com.example.orders.contract;

import org.jspecify.annotations.NullMarked;
