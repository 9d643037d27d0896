/** The service under test, seen from outside: a process, a container or a pod, with its own database. */
@NullMarked
package com.example.contract.subject;

import org.jspecify.annotations.NullMarked;
