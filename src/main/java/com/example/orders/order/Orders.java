package com.example.orders.order;

import com.example.chassis.database.RetryOnConflict;
import com.example.chassis.http.ProblemException;
import com.example.chassis.tasks.TaskQueue;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** All orders. The one place where an order is stored and where it ends. */
@Repository
public class Orders {

    /** The task that ends an order. */
    public static final String FULFILMENT = "fulfilment";

    /** Named, so that a column which a later release adds changes no result. */
    private static final String COLUMNS = "id, sku, quantity, status, reason, accepted_at, ended_at";
    private static final RowMapper<Order> ORDER = new OrderRowMapper();

    private final JdbcClient database;
    private final TaskQueue tasks;
    private final OrderProperties properties;

    Orders(JdbcClient database, TaskQueue tasks, OrderProperties properties) {
        this.database = database;
        this.tasks = tasks;
        this.properties = properties;
    }

    /**
     * Stores an order together with its task; with a key that is still valid, at most once.
     *
     * @throws ProblemException with 422 if the key belongs to another request
     */
    @RetryOnConflict
    @Transactional
    public PlacedOrder place(PlaceOrder request, @Nullable String key) {
        if (key == null) {
            return accepted(insert(request));
        }
        return insert(request, key).map(this::accepted)
                .orElseGet(() -> new PlacedOrder(findByKey(key, request), false));
    }

    private PlacedOrder accepted(Order order) {
        this.tasks.add(FULFILMENT, order.id().toString(), order.acceptedAt());
        return new PlacedOrder(order, true);
    }

    private Order insert(PlaceOrder request) {
        return this.database.sql("insert into orders (sku, quantity) values (?, ?) returning " + COLUMNS)
                .params(request.sku(), request.quantity())
                .query(ORDER)
                .single();
    }

    /** Stores an order if the key is new or past its lifetime; concurrent requests with one key wait for each other. */
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
                returning\s""" + COLUMNS;
        return this.database.sql(insert)
                .param("key", key)
                .param("lifetime", this.properties.keyLifetime().toSeconds())
                .param("sku", request.sku())
                .param("quantity", request.quantity())
                .query(ORDER)
                .optional();
    }

    private Order findByKey(String key, PlaceOrder request) {
        String byKey = "select " + COLUMNS + " from orders join idempotency_keys on order_id = id where key = ?";
        Order order = this.database.sql(byKey).param(key).query(ORDER).single();
        if (!request.matches(order)) {
            throw new ProblemException(HttpStatus.UNPROCESSABLE_CONTENT, "idempotency-key-reused",
                    "This Idempotency-Key was used with another body. Use a new key for a new order.");
        }
        return order;
    }

    /** An order by its id. */
    public Optional<Order> find(UUID id) {
        return this.database.sql("select " + COLUMNS + " from orders where id = ?").param(id).query(ORDER).optional();
    }

    /** A page, newest first: orders before one, of one status or of all. */
    List<Order> list(@Nullable OrderStatus status, @Nullable UUID before, int limit) {
        // Concatenated, so that each form has its own plan.
        String page = "select " + COLUMNS + " from orders where true"
                + ((status != null) ? " and status = :status" : "") + ((before != null) ? " and id < :before" : "")
                + " order by id desc limit :limit";
        return this.database.sql(page)
                .param("status", (status != null) ? status.name() : null)
                .param("before", before)
                .param("limit", limit)
                .query(ORDER)
                .list();
    }

    /** Which of these orders are finished. */
    List<UUID> finished(Collection<UUID> ids) {
        return this.database.sql("select id from orders where id = any(:ids) and status <> 'ACCEPTED'")
                .param("ids", ids.toArray(UUID[]::new))
                .query((row, _) -> row.getObject("id", UUID.class))
                .list();
    }

    /**
     * Takes an order's pieces off the stock and fulfils it, or rejects it where there are not enough; does nothing if it is
     * finished already. One statement, which commits on its own: the row of a product that many orders want is locked for no
     * round trip.
     */
    @RetryOnConflict
    public Optional<Order> fulfil(UUID id) {
        String fulfil = """
                with wanted as (
                  select id as order_id, sku as product, quantity as pieces
                  from orders
                  where id = ? and status = 'ACCEPTED'
                  for update
                ), picked as (
                  update stock
                  set on_hand = on_hand - pieces
                  from wanted
                  where sku = product and on_hand >= pieces
                  returning 'FULFILLED' as status
                ), finished as (
                  select coalesce((select status from picked), 'REJECTED') as outcome
                )
                update orders
                set status = outcome, ended_at = clock_timestamp(), reason = case
                  when outcome = 'FULFILLED' then null
                  when exists (select from stock where sku = product) then 'OUT_OF_STOCK'
                  else 'UNKNOWN_SKU'
                end
                from wanted, finished
                where id = order_id
                returning\s""" + COLUMNS;
        return this.database.sql(fulfil).param(id).query(ORDER).optional();
    }

    /** Cancels an order, unless it is finished already. */
    @RetryOnConflict
    public Optional<Order> cancel(UUID id) {
        return end(id, OrderStatus.CANCELLED, null);
    }

    /** Rejects an order whose fulfilment failed too often, unless it is finished already. */
    @RetryOnConflict
    public Optional<Order> giveUp(UUID id) {
        return end(id, OrderStatus.REJECTED, "FAILED");
    }

    private Optional<Order> end(UUID id, OrderStatus status, @Nullable String reason) {
        String end = """
                update orders
                set status = ?, reason = ?, ended_at = clock_timestamp()
                where id = ? and status = 'ACCEPTED'
                returning\s""" + COLUMNS;
        return this.database.sql(end).param(status.name()).param(reason).param(id).query(ORDER).optional();
    }
}
