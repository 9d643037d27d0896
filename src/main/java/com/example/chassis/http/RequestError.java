package com.example.chassis.http;

/**
 * What is wrong with a part of a request.
 *
 * @param in where the part is: {@code body}, {@code path}, {@code query} or {@code header}
 * @param field its name, with dots for what is nested; empty for the whole of it
 * @param message what it must be
 */
record RequestError(String in, String field, String message) {

    @Override
    public String toString() {
        return this.field.isEmpty()
                ? "the " + this.in + " " + this.message
                : this.field + " (" + this.in + ") " + this.message;
    }
}
