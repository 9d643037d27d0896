package com.example.chassis.config;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is in force.
 *
 * @param generation counts the changes that were taken up, from 0
 * @param loadedAt when the last one was
 * @param files what is read: folders of one file for each property, and files of many
 * @param properties what the files set and is in force; the values of what is live, without secrets
 * @param hash of all of these values but secrets: equal in processes in which they are equal
 * @param restartNeeded properties that have changed, and can take effect only in a new process
 * @param shadowed properties of the files that a variable or an argument overrides
 * @param lastError why the last change was rejected; absent if it was not
 */
record ConfigState(int generation, Instant loadedAt, List<String> files, Map<String, String> properties, long hash,
        List<String> restartNeeded, List<String> shadowed, @Nullable String lastError) {

    ConfigState withError(@Nullable String error) {
        return new ConfigState(this.generation, this.loadedAt, this.files, this.properties, this.hash,
                this.restartNeeded, this.shadowed, error);
    }
}
