/** Clients of a service: they send requests, and record what became of each. */
@NullMarked
package com.example.contract.load;

import org.jspecify.annotations.NullMarked;
