package com.example.orders.support;

import com.example.contract.support.ApiClient;
import java.net.URI;

/** A client of the sample service. */
public final class OrdersClient extends ApiClient {

    public OrdersClient(URI base) {
        super(base);
    }

    public static OrdersClient onPort(int port) {
        return new OrdersClient(URI.create("http://localhost:" + port));
    }

    /** Sets the total ever received of a product. */
    public Answer restock(String sku, long received) {
        return send("PUT", "/stock/" + sku, "{\"received\":%d}".formatted(received), "Content-Type",
                "application/json");
    }

    /** Places an order. */
    public Answer order(String sku, int quantity, String... headers) {
        return post("/orders", "{\"sku\":\"%s\",\"quantity\":%d}".formatted(sku, quantity), headers);
    }
}
