package com.example.contract.cluster;

import static org.awaitility.Awaitility.await;

import com.example.contract.support.ApiClient;
import com.example.contract.support.Command;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Faults that no API makes: a lost node, one that is cut off, and proxies that learn late. The system property
 * {@code contract.faults} names a folder with the programs {@code fail-node}, {@code cut-node}, {@code up} (which repairs
 * both) and {@code lag-endpoints}.
 */
public final class NodeFaults {

    private NodeFaults() {}

    /** Tests that need them. */
    @EnabledIfSystemProperty(named = "contract.faults", matches = ".+", disabledReason = "no programs that make faults")
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.TYPE, ElementType.METHOD})
    public @interface Needed {}

    /** Kills a node. */
    public static void fail(String node) {
        run("fail-node", node);
    }

    /** Cuts a node off from the network; its processes go on. */
    public static void cut(String node) {
        run("cut-node", node);
    }

    /** Brings every node back, with its proxy: without one, no Service is reached from that node. */
    public static void repair() {
        run("up");
        Cluster.get().forgetNodes();
        for (String address : Cluster.get().nodeAddresses()) {
            ApiClient proxy = new ApiClient(URI.create("http://" + address + ":10256"));
            await("kube-proxy answers on " + address).atMost(Cluster.PATIENCE)
                    .ignoreExceptions()
                    .until(() -> proxy.get("/healthz").status() == 200);
        }
    }

    /** Whether there is such a folder. */
    public static boolean areAtHand() {
        return System.getProperty("contract.faults") != null;
    }

    /** Until it is closed, every change of endpoints reaches the proxies up to so many seconds late; with 0, at once. */
    public static Lag lagging(int seconds) {
        return new Lag(seconds);
    }

    /** Proxies that are held still again and again. */
    public static final class Lag implements AutoCloseable {

        /** How long a proxy takes to act on what it has learnt. */
        private static final Duration CATCHING_UP = Duration.ofSeconds(5);

        private final CompletableFuture<Void> holding;
        private volatile boolean finished;

        private Lag(int seconds) {
            this.holding = CompletableFuture.runAsync(() -> {
                while (!this.finished && seconds > 0) {
                    run("lag-endpoints", Integer.toString(seconds));
                    LockSupport.parkNanos(CATCHING_UP.toNanos());
                }
            }, Thread::startVirtualThread);
        }

        /** Waits until no proxy is held any more; one that could not be is an error. */
        @Override
        public void close() {
            this.finished = true;
            this.holding.join();
        }
    }

    private static void run(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("contract.faults"), program).toString());
        command.addAll(List.of(arguments));
        Command.run(command.toArray(String[]::new)).orElseThrow();
    }
}
