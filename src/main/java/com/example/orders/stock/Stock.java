package com.example.orders.stock;

import com.example.chassis.database.RetryOnConflict;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.DataClassRowMapper;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * All stock. At any moment, for every SKU: received − archived − Σ fulfilled quantity = on hand.
 */
@Repository
public class Stock {

    private static final RowMapper<StockItem> ITEM = DataClassRowMapper.newInstance(StockItem.class);

    private final JdbcClient database;

    Stock(JdbcClient database) {
        this.database = database;
    }

    /** Whether there is, or ever was, stock of a product. */
    public boolean knows(String sku) {
        return find(sku).isPresent();
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
    @Transactional
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

    /** Takes pieces off the stock, in the caller's transaction, if there are enough. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean pick(String sku, int quantity) {
        String pick = """
                update stock
                set on_hand = on_hand - ?
                where sku = ? and on_hand >= ?
                """;
        return this.database.sql(pick).params(quantity, sku, quantity).update() == 1;
    }
}
