/** Processes and their files, as Linux shows them. */
@NullMarked
package com.example.contract.system;

import org.jspecify.annotations.NullMarked;
