package com.example.orders.order;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.springframework.jdbc.core.RowMapper;

/** By hand: a reflective mapper first looks up {@code accepted_at} as {@code acceptedat}, which costs an exception. */
final class OrderRowMapper implements RowMapper<Order> {

    @Override
    public Order mapRow(ResultSet row, int number) throws SQLException {
        OffsetDateTime ended = row.getObject("ended_at", OffsetDateTime.class);
        return new Order(row.getObject("id", UUID.class), row.getString("sku"), row.getInt("quantity"),
                OrderStatus.valueOf(row.getString("status")), row.getString("reason"),
                row.getObject("accepted_at", OffsetDateTime.class).toInstant(),
                (ended != null) ? ended.toInstant() : null);
    }
}
