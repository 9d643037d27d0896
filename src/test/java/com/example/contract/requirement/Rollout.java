package com.example.contract.requirement;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.contract.load.ClientGroups;
import com.example.contract.load.ConnectionUse;
import com.example.contract.load.LoadGenerator.Phase;
import com.example.contract.subject.Launch;
import com.example.contract.subject.ServiceProxy;
import com.example.contract.subject.Subject;
import com.example.contract.support.LogLines;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Two subjects that are replaced one by one, as a Deployment does, under load: through proxies that learn of a change at
 * once, or later.
 */
public final class Rollout implements AutoCloseable {

    /** How many times a subject is replaced; at least once for each of the two. */
    public static final int REPLACEMENTS = Integer.getInteger("contract.replacements", 2);

    /** How many clients there are of each kind that hardly rests; of each that does there are three times as many. */
    public static final int BUSY = Integer.getInteger("contract.clients", 1);

    /** How late the proxies learn of a change: less than the linger. */
    public static final List<Duration> LAGS = Tier.FULL
            ? List.of(Duration.ZERO, Duration.ofSeconds(3), Duration.ofSeconds(10))
            : List.of(Duration.ZERO, Duration.ofSeconds(1));

    /** The shipped linger, or a short one; by default longer than each lag and each rest. */
    public static final Map<String, String> SETTINGS = Map.of("CHASSIS_DRAIN_LINGER",
            System.getProperty("contract.linger", Tier.FULL ? "15s" : "3s"));

    /** For comparison: what a preStop hook takes, in seconds. */
    public static final Duration PRE_STOP = Duration.ofSeconds(Integer.getInteger("contract.pre-stop", 0));

    /** Connections that hardly rest. */
    public static final List<ConnectionUse> ACTIVE = List.of(ConnectionUse.kept(Tier.FULL ? 10 : 30),
            ConnectionUse.closed(Tier.FULL ? 10 : 30));

    /** Connections that rest, for less time than the linger. */
    public static final List<ConnectionUse> RESTING = Stream.of(500, 1_000, 2_000, 5_000, 10_000, 14_000)
            .filter(pause -> Tier.FULL || pause <= 2_000)
            .map(ConnectionUse::kept)
            .toList();

    private final Launch launch;
    private final Deque<Subject> serving = new ArrayDeque<>();
    private final List<ServiceProxy> proxies = new ArrayList<>();
    private final ClientGroups clients = new ClientGroups();

    public Rollout(Launch launch) {
        this.launch = launch;
        this.serving.add(Subject.ready(launch));
        this.serving.add(Subject.ready(launch));
    }

    /** Adds clients for each way to use connections, all through one proxy. */
    public void load(Duration lag, int clientsEach, List<ConnectionUse> uses) {
        ServiceProxy proxy = new ServiceProxy(lag, this.serving);
        this.proxies.add(proxy);
        this.clients.add("lag %d s".formatted(lag.toSeconds()), proxy.url(), clientsEach, uses);
    }

    /** Sends requests until the subjects have warmed up. */
    public void warmUp() {
        this.clients.awaitRequests(Tier.FULL ? 3_000 : 600);
    }

    /** Replaces the older subject, once there has been some load on both. */
    public void replaceOne() {
        this.clients.enter(Phase.STEADY);
        this.clients.awaitRequests(Tier.FULL ? 500 : 200);
        this.clients.enter(Phase.REPLACING);
        Subject fresh = Subject.ready(this.launch);
        this.serving.addLast(fresh);
        Subject old = this.serving.removeFirst();
        this.proxies.forEach(proxy -> proxy.add(fresh));
        this.proxies.forEach(proxy -> proxy.remove(old));
        CompletableFuture.delayedExecutor(PRE_STOP.toMillis(), TimeUnit.MILLISECONDS).execute(() -> old.signal("TERM"));
        assertThat(old.awaitExit(PRE_STOP.plusSeconds(40))).isEqualTo(143);
        assertThat(LogLines.notJson(old.stdout())).isEmpty();
        this.clients.enter(Phase.STEADY);
        old.close();
    }

    /** Lets every client finish, prints what became of the requests, and gives how many failed, by their outcome. */
    public Map<String, Long> finish(String what) {
        return this.clients.finish(what);
    }

    @Override
    public void close() {
        this.clients.close();
        this.proxies.forEach(ServiceProxy::close);
        this.serving.forEach(Subject::close);
    }
}
