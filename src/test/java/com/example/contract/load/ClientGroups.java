package com.example.contract.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.contract.load.LoadGenerator.Phase;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Groups of clients: each uses its connections in one way, at one address. Prints a table of their outcomes. */
public final class ClientGroups implements AutoCloseable {

    private record Group(String address, ConnectionUse use, LoadGenerator load) {}

    private final List<Group> groups = new ArrayList<>();
    private volatile Phase phase = Phase.WARMING_UP;

    /**
     * Adds a group for each way to use connections.
     *
     * @param address what the table calls the address
     */
    public void add(String address, URI url, int clients, List<ConnectionUse> uses) {
        uses.forEach(use -> this.groups
                .add(new Group(address, use, KeepAliveClient.load(url, clients, use, () -> this.phase))));
    }

    /** Says what happens to the service from now on. */
    public void enter(Phase next) {
        this.phase = next;
    }

    /** Waits until so many requests more have been answered or have failed. */
    public void awaitRequests(int more) {
        long enough = sent() + more;
        await().atMost(Duration.ofMinutes(2)).until(() -> sent() > enough);
    }

    /**
     * Lets every client finish, prints the outcomes of each group, and fails if a group sent nothing.
     *
     * @return how many requests had no answer, or an error as answer, by what became of them
     */
    public Map<String, Long> finish(String what) {
        close();
        assertThat(this.groups).allSatisfy(group -> assertThat(group.load().sent()).isPositive());
        System.out.printf("| %s: address | keep-alive | pause ms | requests | failed | p99 ms steady | replacing |%n",
                what);
        this.groups.forEach(group -> System.out.printf("| %s | %s | %d | %d | %s | %.0f | %.0f |%n", group.address(),
                keepAlive(group.use()), group.use().pause().toMillis(), group.load().sent(), group.load().failures(),
                group.load().latencies(Phase.STEADY).p99(), group.load().latencies(Phase.REPLACING).p99()));
        System.out.printf("| %s, in all | | | %d | %s | | |%n", what, sent(), failures());
        return failures();
    }

    private static String keepAlive(ConnectionUse use) {
        return (use.keepAlive() ? "on" : "off") + (use.checksFirst() ? ", checked first" : "");
    }

    long sent() {
        return this.groups.stream().mapToLong(group -> group.load().sent()).sum();
    }

    Map<String, Long> failures() {
        Map<String, Long> failures = new TreeMap<>();
        this.groups.forEach(
                group -> group.load().failures().forEach((how, count) -> failures.merge(how, count, Long::sum)));
        return failures;
    }

    @Override
    public void close() {
        this.groups.forEach(group -> group.load().close());
    }
}
