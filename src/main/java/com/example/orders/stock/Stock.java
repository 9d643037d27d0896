package com.example.orders.stock;

import com.example.chassis.database.RetryOnConflict;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * All stock, as clients read and set it; an order takes its pieces when it is fulfilled. At any moment, for every SKU: received −
 * archived − Σ fulfilled quantity = on hand.
 */
@Repository
class Stock {

    private static final RowMapper<StockItem> ITEM = (row, _) -> new StockItem(row.getString("sku"),
            row.getLong("received"), row.getLong("on_hand"));

    private final JdbcClient database;

    Stock(JdbcClient database) {
        this.database = database;
    }

    Optional<StockItem> find(String sku) {
        return this.database.sql("select sku, received, on_hand from stock where sku = ?")
                .param(sku)
                .query(ITEM)
                .optional();
    }

    /** A page by SKU, in alphabetical order. */
    List<StockItem> list(String after, int limit) {
        String page = """
                select sku, received, on_hand
                from stock
                where sku > ?
                order by sku
                limit ?
                """;
        return this.database.sql(page).params(after, limit).query(ITEM).list();
    }

    /**
     * Sets the total ever received.
     *
     * @return the stock then, or nothing if more than this total has been used already
     */
    @RetryOnConflict
    Optional<StockItem> restock(String sku, long received) {
        String upsert = """
                insert into stock (sku, received, on_hand)
                values (:sku, :received, :received)
                on conflict (sku) do update
                  set received = excluded.received, on_hand = stock.on_hand + excluded.received - stock.received
                  where stock.on_hand + excluded.received - stock.received >= 0
                returning sku, received, on_hand
                """;
        return this.database.sql(upsert).param("sku", sku).param("received", received).query(ITEM).optional();
    }
}
