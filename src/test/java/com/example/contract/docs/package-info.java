/** The documents are true: their links resolve, and what is generated is what was generated last. */
@NullMarked
package com.example.contract.docs;

import org.jspecify.annotations.NullMarked;
