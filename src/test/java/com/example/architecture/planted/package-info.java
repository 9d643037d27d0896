/** Stands for a service that chassis and contract must not know, with a cycle. */
@NullMarked
package com.example.architecture.planted;

import org.jspecify.annotations.NullMarked;
