/** Load shedding: requests beyond what the service can process at once are rejected before they queue. */
@NullMarked
package com.example.chassis.overload;

import org.jspecify.annotations.NullMarked;
