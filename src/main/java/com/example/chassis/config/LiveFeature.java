package com.example.chassis.config;

import java.util.Set;

/** A feature that takes up some properties by itself, rather than by {@link Live}: a bean of it is told when to look. */
public interface LiveFeature {

    /** The names of these properties: if each is a file of a configuration tree, their change needs no restart. */
    Set<String> properties();

    /** Looks whether they have changed: after each change of a mounted file, and in each interval. */
    void look();
}
