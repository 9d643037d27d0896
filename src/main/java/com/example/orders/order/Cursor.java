package com.example.orders.order;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;

/** Where a page of orders begins: the id of the last order of the page before, opaque to clients. */
final class Cursor {

    /** The form of a cursor: 16 bytes in the alphabet of RFC 4648, 5, without padding. */
    static final String FORM = "[A-Za-z0-9_-]{22}";

    /** What to say of anything else. */
    static final String MESSAGE = "must be a cursor from the Link header of an earlier page";

    private Cursor() {}

    static String after(UUID id) {
        ByteBuffer octets = ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets.array());
    }

    static UUID id(String cursor) {
        ByteBuffer octets = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
        return new UUID(octets.getLong(), octets.getLong());
    }
}
