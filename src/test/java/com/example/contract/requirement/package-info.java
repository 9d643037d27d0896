/** The tests of the seven requirements. */
@NullMarked
package com.example.contract.requirement;

import org.jspecify.annotations.NullMarked;
