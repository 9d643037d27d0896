package peer;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The least that answers the same with Spring MVC and JDBC: no log, no metric, no bound, platform threads. */
@SpringBootApplication
@RestController
public class SpringPeer {

    record StockItem(String sku, long received, long onHand) {}

    private final JdbcClient database;

    SpringPeer(JdbcClient database) {
        this.database = database;
    }

    @GetMapping("/readyz")
    void ready() {}

    @GetMapping("/stock/{sku}")
    StockItem stock(@PathVariable("sku") String sku) {
        return this.database.sql("select sku, received, on_hand from stock where sku = ?")
                .param(sku)
                .query((row, _) -> new StockItem(row.getString(1), row.getLong(2), row.getLong(3)))
                .optional()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    static void main(String[] args) {
        SpringApplication.run(SpringPeer.class, args);
    }
}
