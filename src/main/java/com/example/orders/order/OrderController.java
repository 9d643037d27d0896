package com.example.orders.order;

import com.example.chassis.config.Live;
import com.example.chassis.http.Links;
import com.example.chassis.http.ProblemException;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.security.Principal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Orders over HTTP. */
@RestController
@RequestMapping(path = "/orders", produces = MediaType.APPLICATION_JSON_VALUE)
class OrderController {

    /** A key that a client chose for one order, by draft-ietf-httpapi-idempotency-key-header; compared as it is. */
    private static final String KEY = "^[\\x21-\\x7e]{1,255}$";

    private final OrderService service;
    private final Orders orders;
    private final Duration maxWait;
    private final Live<RequestProperties> live;

    OrderController(OrderService service, Orders orders, OrderProperties properties, Live<RequestProperties> live) {
        this.service = service;
        this.orders = orders;
        this.maxWait = properties.maxWait();
        this.live = live;
    }

    @ApiResponse(responseCode = "202", description = "Accepted; it ends later")
    @ApiResponse(responseCode = "200", description = "Finished within the requested wait")
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Order> place(@Valid @RequestBody PlaceOrder request,
            @RequestHeader(name = "Idempotency-Key", required = false) @Pattern(regexp = KEY, message = "must be 1 to 255 visible ASCII characters") @Nullable String key,
            @RequestHeader(name = "Prefer", required = false) @Nullable List<String> prefer,
            @Nullable Principal client) {
        List<String> preferred = (prefer != null && this.live.get().waiting()) ? prefer : List.of();
        Duration wait = PreferredWait.of(preferred, this.maxWait);
        Order placed = this.service.place(request, keyOf(client, key));
        try (var _ = MDC.putCloseable("order_id", placed.id().toString())) {
            Order order = this.service.await(placed, wait);
            boolean isResult = wait.isPositive() && order.isFinished();
            ResponseEntity.BodyBuilder answer = isResult ? ResponseEntity.ok() : ResponseEntity.accepted();
            if (wait.isPositive()) {
                answer.header("Preference-Applied", "wait=" + wait.toSeconds());
            }
            return answer.location(URI.create(Links.to("/orders/" + order.id()))).eTag(order.etag()).body(order);
        }
    }

    /** Where clients are authenticated, each has its own keys. No key contains a space. */
    private static @Nullable String keyOf(@Nullable Principal client, @Nullable String key) {
        return (client != null && key != null) ? client.getName() + " " + key : key;
    }

    @GetMapping("/{id}")
    ResponseEntity<Order> get(@PathVariable("id") UUID id) {
        Order order = this.orders.find(id).orElseThrow(OrderController::notFound);
        return ResponseEntity.ok().eTag(order.etag()).body(order);
    }

    @GetMapping
    ResponseEntity<List<Order>> list(@RequestParam(name = "status", required = false) @Nullable OrderStatus status,
            @RequestParam(name = "after", required = false) @Nullable UUID after,
            @RequestParam(name = "limit", required = false) @Min(1) @Max(100) @Nullable Integer limit) {
        int size = Objects.requireNonNullElse(limit, this.live.get().pageSize());
        List<Order> page = this.orders.list(status, after, size);
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
        if (page.size() == size) {
            String filter = (status != null) ? "&status=" + status : "";
            answer.header(HttpHeaders.LINK,
                    Links.next("/orders?limit=" + size + "&after=" + page.getLast().id() + filter));
        }
        return answer.body(page);
    }

    @DeleteMapping("/{id}")
    Order cancel(@PathVariable("id") UUID id) {
        return this.service.cancel(id).orElseThrow(() -> notCancellable(id));
    }

    private ProblemException notCancellable(UUID id) {
        return this.orders.find(id)
                .map(order -> new ProblemException(HttpStatus.CONFLICT, "order-ended",
                        "Only an order that is ACCEPTED can be cancelled; this one is " + order.status() + ".")
                        .with("orderStatus", order.status()))
                .orElseGet(OrderController::notFound);
    }

    private static ProblemException notFound() {
        return new ProblemException(HttpStatus.NOT_FOUND, "not-found", "There is no order with this id.");
    }
}
