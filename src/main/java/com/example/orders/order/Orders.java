package com.example.orders.order;

import com.example.orders.platform.database.RetriedOnConflict;
import com.example.orders.platform.http.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.DataClassRowMapper;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** All orders. The one place where an order is made and where it ends. */
@Repository
public class Orders {

    private static final RowMapper<Order> ORDER = DataClassRowMapper.newInstance(Order.class);

    private final JdbcClient database;
    private final Backlog backlog;
    private final OrderProperties properties;

    Orders(JdbcClient database, Backlog backlog, OrderProperties properties) {
        this.database = database;
        this.backlog = backlog;
        this.properties = properties;
    }

    /**
     * Stores an order together with its task; with a key that is still good, at most once.
     *
     * @throws ProblemException with 422 if the key belongs to another request
     */
    @RetriedOnConflict
    @Transactional
    public PlacedOrder place(PlaceOrder request, @Nullable String key) {
        if (key == null) {
            return accepted(insert(request));
        }
        return insert(request, key).map(this::accepted)
                .orElseGet(() -> new PlacedOrder(findByKey(key, request), false));
    }

    private PlacedOrder accepted(Order order) {
        this.backlog.add(order.id());
        return new PlacedOrder(order, true);
    }

    private Order insert(PlaceOrder request) {
        return this.database.sql("insert into orders (sku, quantity) values (:sku, :quantity) returning *")
                .param("sku", request.sku())
                .param("quantity", request.quantity())
                .query(ORDER)
                .single();
    }

    /** Makes an order if the key is new or past its lifetime; concurrent requests with one key wait for each other. */
    private Optional<Order> insert(PlaceOrder request, String key) {
        String insert = """
                with claimed as (
                  insert into idempotency_keys (key, order_id)
                  values (:key, uuidv7())
                  on conflict (key) do update
                    set order_id = excluded.order_id, created_at = excluded.created_at
                    where idempotency_keys.created_at < now() - make_interval(secs => :lifetime)
                  returning order_id
                )
                insert into orders (id, sku, quantity)
                select order_id, :sku, :quantity from claimed
                returning *
                """;
        return this.database.sql(insert)
                .param("key", key)
                .param("lifetime", this.properties.keyLifetime().toSeconds())
                .param("sku", request.sku())
                .param("quantity", request.quantity())
                .query(ORDER)
                .optional();
    }

    private Order findByKey(String key, PlaceOrder request) {
        Order order = this.database.sql("""
                select orders.* from orders join idempotency_keys on order_id = id where key = :key
                """).param("key", key).query(ORDER).single();
        if (!request.asksFor(order)) {
            throw new ProblemException(HttpStatus.UNPROCESSABLE_CONTENT, "idempotency-key-reused",
                    "This Idempotency-Key was used with another body; use a new key for a new order.");
        }
        return order;
    }

    /** An order by its id. */
    public Optional<Order> find(UUID id) {
        return this.database.sql("select * from orders where id = :id").param("id", id).query(ORDER).optional();
    }

    /** A page, newest first: orders before one, of one status or of all. */
    List<Order> list(@Nullable OrderStatus status, @Nullable UUID before, int limit) {
        // Put together, so that each form has a plan of its own.
        String page = "select * from orders where true" + ((status != null) ? " and status = :status" : "")
                + ((before != null) ? " and id < :before" : "") + " order by id desc limit :limit";
        return this.database.sql(page)
                .param("status", (status != null) ? status.name() : null)
                .param("before", before)
                .param("limit", limit)
                .query(ORDER)
                .list();
    }

    /** Marks that somebody waits for the end; false if the order has ended. */
    boolean await(UUID id) {
        return this.database.sql("update orders set awaited = true where id = :id and status = 'ACCEPTED'")
                .param("id", id)
                .update() == 1;
    }

    /** An order that may still end, locked until the caller's transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Order> lock(UUID id) {
        return this.database.sql("select * from orders where id = :id and status = 'ACCEPTED' for update")
                .param("id", id)
                .query(ORDER)
                .optional();
    }

    /** Cancels an order, unless it has ended already. */
    @RetriedOnConflict
    @Transactional
    public Optional<EndedOrder> cancel(UUID id) {
        return end(id, OrderStatus.CANCELLED, null);
    }

    /** Ends an order in the caller's transaction, unless it has ended already. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<EndedOrder> end(UUID id, OrderStatus status, @Nullable String reason) {
        String end = """
                update orders
                set status = :status, reason = :reason, ended_at = clock_timestamp()
                where id = :id and status = 'ACCEPTED'
                returning *
                """;
        return this.database.sql(end)
                .param("id", id)
                .param("status", status.name())
                .param("reason", reason)
                .query((row, number) -> new EndedOrder(ORDER.mapRow(row, number), row.getBoolean("awaited")))
                .optional();
    }
}
