/** Says no early: requests beyond what the service can do at once are refused before they queue. */
@NullMarked
package com.example.orders.platform.overload;

import org.jspecify.annotations.NullMarked;
