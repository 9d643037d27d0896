package com.example.orders.stock;

import com.example.chassis.config.Live;
import com.example.chassis.http.Links;
import com.example.chassis.http.ProblemException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Stock over HTTP. */
@RestController
@RequestMapping(path = "/stock", produces = MediaType.APPLICATION_JSON_VALUE)
class StockController {

    private final Stock stock;
    private final Live<StockProperties> live;

    StockController(Stock stock, Live<StockProperties> live) {
        this.stock = stock;
        this.live = live;
    }

    @GetMapping
    ResponseEntity<List<StockItem>> list(@RequestParam(name = "after", required = false) @Sku @Nullable String after,
            @RequestParam(name = "limit", required = false) @Min(1) @Max(100) @Nullable Integer limit) {
        int size = Objects.requireNonNullElse(limit, this.live.get().pageSize());
        List<StockItem> page = this.stock.list(Objects.requireNonNullElse(after, ""), size);
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
        if (page.size() == size) {
            answer.header(HttpHeaders.LINK, Links.next("/stock?limit=" + size + "&after=" + page.getLast().sku()));
        }
        return answer.body(page);
    }

    @GetMapping("/{sku}")
    StockItem get(@PathVariable("sku") @Sku String sku) {
        return this.stock.find(sku)
                .orElseThrow(() -> new ProblemException(HttpStatus.NOT_FOUND, "not-found",
                        "No stock of this product was ever received."));
    }

    @PutMapping(path = "/{sku}", consumes = MediaType.APPLICATION_JSON_VALUE)
    StockItem restock(@PathVariable("sku") @Sku String sku, @Valid @RequestBody Restock restock) {
        return this.stock.restock(sku, restock.received())
                .orElseThrow(() -> new ProblemException(HttpStatus.CONFLICT, "stock-below-used",
                        "More than " + restock.received() + " pieces have been used already."));
    }
}
