package com.example.orders.fulfilment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.contract.support.ApiClient.Answer;
import com.example.contract.support.TestDatabaseConfiguration;
import com.example.orders.support.Invariant;
import com.example.orders.support.OrdersClient;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = {"management.server.port=0",
        "chassis.tasks.max-backlog=1", "chassis.tasks.workers=1", "orders.fulfilment.packing-time=10m",
        "chassis.drain.linger=0s", "chassis.drain.tasks=0s"})
@Import({TestDatabaseConfiguration.class, Invariant.class})
@DirtiesContext
class BacklogHttpTests {

    private final OrdersClient api;
    private final JdbcClient database;
    private final Invariant invariant;

    @Autowired
    BacklogHttpTests(@LocalServerPort int port, JdbcClient database, Invariant invariant) {
        this.api = OrdersClient.onPort(port);
        this.database = database;
        this.invariant = invariant;
    }

    @Test
    void aFullBacklogRefusesAnOrderAndStoresNothingOfIt() {
        List<Answer> answers = new ArrayList<>();
        await().until(() -> {
            answers.add(this.api.order("BACK-1", 1));
            return answers.getLast().status() == 503;
        });
        assertThat(answers.getLast().text("/type")).isEqualTo("urn:problem-type:orders:backlog-full");
        assertThat(answers.getLast().header("Retry-After")).isEqualTo("5");
        assertThat(this.database.sql("select count(*) from orders").query(Integer.class).single())
                .isEqualTo(answers.size() - 1);
        this.invariant.assertHolds();
    }
}
