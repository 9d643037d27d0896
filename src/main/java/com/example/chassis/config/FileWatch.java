package com.example.chassis.config;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls back after each event in some folders, once they are quiet, and at least once in each interval: an event can be
 * lost, and some file systems tell none.
 */
final class FileWatch implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(FileWatch.class);
    private static final Duration QUIET = Duration.ofMillis(100);

    private final List<Path> folders;
    private final Duration interval;
    private final Runnable look;
    private final Set<Path> unwatched = new HashSet<>();
    private final Thread thread;

    FileWatch(List<Path> folders, Duration interval, Runnable look) {
        this.folders = folders;
        this.interval = interval;
        this.look = look;
        this.thread = Thread.ofPlatform().daemon().name("config-watch").start(this::watch);
    }

    private void watch() {
        try (WatchService events = events()) {
            while (true) {
                await(events);
                look();
            }
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        } catch (IOException ex) {
            logger.warn("Could not close the watch of mounted files", ex);
        }
    }

    /** A node allows a user only so many watches; without one the interval is left. */
    private static @Nullable WatchService events() {
        try {
            return FileSystems.getDefault().newWatchService();
        } catch (IOException ex) {
            logger.warn("Changes of mounted files are seen in each interval alone: {}", ex.getMessage());
            return null;
        }
    }

    /** Until an event has told of a change and it is quiet again, and for no longer than an interval. */
    private void await(@Nullable WatchService events) throws InterruptedException {
        if (events == null) {
            Thread.sleep(this.interval);
            return;
        }
        this.folders.forEach(folder -> register(folder, events));
        long deadline = System.nanoTime() + this.interval.toNanos();
        WatchKey key = events.poll(this.interval.toNanos(), TimeUnit.NANOSECONDS);
        while (key != null) {
            key.pollEvents();
            key.reset();
            key = (System.nanoTime() < deadline) ? events.poll(QUIET.toNanos(), TimeUnit.NANOSECONDS) : null;
        }
    }

    private void look() {
        try {
            this.look.run();
        } catch (RuntimeException ex) {
            logger.error("Could not take up a change of mounted files; trying again", ex);
        }
    }

    /** Again each time: a folder that was missing may be back. For one that is watched already this changes nothing. */
    private void register(Path folder, WatchService events) {
        try {
            folder.register(events, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_DELETE,
                    StandardWatchEventKinds.ENTRY_MODIFY);
            this.unwatched.remove(folder);
        } catch (IOException ex) {
            if (this.unwatched.add(folder)) {
                logger.warn("Changes in {} are seen in each interval alone: {}", folder, ex.toString());
            }
        }
    }

    @Override
    public void close() {
        this.thread.interrupt();
    }
}
