package com.example.contract.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.contract.ServiceDriver;
import com.example.contract.support.ApiClient;
import com.example.contract.support.Probe;
import com.example.contract.system.ProcessInfo;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * The service as its platform sees it: addresses, signals, output, an exit code, and what the operating system knows of
 * it. The contract speaks to nothing else, so that a container or a pod can take the place of a process.
 */
public interface Subject extends AutoCloseable {

    /** Starts one, of the kind that was chosen. */
    static Subject start(Launch launch) {
        return SubjectKind.chosen().start(launch);
    }

    /** Starts one and waits until it is ready. */
    static Subject ready(Launch launch) {
        Subject subject = start(launch);
        try {
            subject.awaitReady();
            return subject;
        } catch (RuntimeException | AssertionError ex) {
            subject.close();
            throw ex;
        }
    }

    /** The address for clients. */
    URI url();

    /** The address for the platform. */
    URI managementUrl();

    default ApiClient api() {
        return new ApiClient(url());
    }

    default ApiClient management() {
        return new ApiClient(managementUrl());
    }

    /** Asks as a kubelet does; gives the status, or {@value Probe#NO_ANSWER}. */
    default int probe(String path) {
        return Probe.ask(url().resolve(path));
    }

    /** A metric without labels, as its platform collects it. */
    default double metric(String name) {
        return management().metric(name);
    }

    /** Waits until it is ready, and prepares it for its clients. */
    default void awaitReady() {
        await().atMost(Duration.ofSeconds(60)).until(() -> !isAlive() || probe("/readyz") == 200);
        assertThat(isAlive()).as(() -> String.join("\n", stdout())).isTrue();
        ServiceDriver.get().prepare(api());
    }

    /** Sends a signal, such as {@code TERM}. */
    void signal(String name);

    /** Waits for its end and gives the exit code. */
    int awaitExit(Duration longest);

    boolean isAlive();

    /** The lines that it has written to standard output so far. */
    List<String> stdout();

    /** The lines that it has written to standard error so far. */
    List<String> stderr();

    /** SHA-256 of what is run: the program, not its configuration. */
    String checksum();

    /** Its first process, as the operating system of this machine knows it. */
    ProcessInfo proc();

    /** The first word of the command of each process that it consists of now. */
    default List<String> processes() {
        return proc().family();
    }

    /** Whether its first process has ever had a child, alive or dead. */
    default boolean hasForked() {
        return proc().hasHadChildren();
    }

    /** Files outside the temporary folder that it has written, or has open for writing. */
    List<String> writtenFiles();

    /** The environment variables as the operating system shows them to anyone on the node, in one string. */
    default String environment() {
        return proc().environment();
    }

    /** Memory that it occupies, in bytes. */
    default long residentMemory() {
        return proc().residentMemory();
    }

    /** Ends it, whatever it does. */
    @Override
    void close();
}
