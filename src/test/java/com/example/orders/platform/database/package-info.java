@NullMarked
package com.example.orders.platform.database;

import org.jspecify.annotations.NullMarked;
