@NullMarked
package com.example.chassis.database;

import org.jspecify.annotations.NullMarked;
