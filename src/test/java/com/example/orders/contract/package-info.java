/**
 * The contract: what a container owes its platform, shown from outside. Each class speaks to a {@link
 * com.example.orders.contract.Subject}, and knows nothing of what is inside.
 */
@NullMarked
package com.example.orders.contract;

import org.jspecify.annotations.NullMarked;
