/** The service under test, seen from outside: a process, a container or a pod, with a database of its own. */
@NullMarked
package com.example.contract.subject;

import org.jspecify.annotations.NullMarked;
