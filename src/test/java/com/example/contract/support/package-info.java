/** What all tests share: an HTTP client, a PostgreSQL, commands, files. */
@NullMarked
package com.example.contract.support;

import org.jspecify.annotations.NullMarked;
