package com.example.chassis.config;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.context.properties.ConfigurationPropertiesBean;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.validation.ValidationBindHandler;
import org.springframework.boot.logging.LogLevel;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.validation.Validator;

/**
 * Takes up changes of mounted files: reads everything again as the start did, validates it, and replaces all {@link Live}
 * properties and the log levels; or rejects it, and goes on with what was good before. The management port shows which
 * configuration is in force.
 */
@Endpoint(id = "configuration")
final class ConfigReload {

    private static final Logger logger = LoggerFactory.getLogger(ConfigReload.class);
    private static final int MOST_READS = 10;

    private final ConfigurableEnvironment started;
    private final ApplicationContext context;
    private final List<Live<?>> live;
    private final List<LiveFeature> features;
    private final Validator validator;
    private final Consumer<Map<String, @Nullable LogLevel>> logLevels;
    private final MountedFiles files;
    private final ConfigReport report;
    private ConfigurableEnvironment inForce;
    private String seen = ""; // a file may have changed since the start has read it
    private final AtomicInteger rejections = new AtomicInteger();
    private volatile ConfigState state;

    ConfigReload(ConfigurableEnvironment started, ApplicationContext context, List<Live<?>> live,
            List<LiveFeature> features, Validator validator, Consumer<Map<String, @Nullable LogLevel>> logLevels,
            Clock clock) {
        this.started = started;
        this.context = context;
        this.live = live;
        this.features = features;
        this.validator = validator;
        this.logLevels = logLevels;
        this.files = MountedFiles.of(started);
        this.inForce = started;
        this.report = new ConfigReport(started, live, features, this.files, clock);
        this.state = this.report.of(0, started);
        log(this.state);
    }

    MountedFiles files() {
        return this.files;
    }

    @ReadOperation
    ConfigState state() {
        return this.state;
    }

    int rejections() {
        return this.rejections.get();
    }

    /** Reads the files if one has changed since the last time, or if the last time failed. */
    synchronized void look() {
        MountedFiles.Fingerprint now = this.files.fingerprint();
        if (!now.hash().equals(this.seen) || this.state.lastError() != null) {
            readAtRest(now);
        }
        this.features.forEach(LiveFeature::look);
    }

    /** Reads again what was swapped meanwhile: it would be half old, half new. Leaves what never rests to the next look. */
    private void readAtRest(MountedFiles.Fingerprint now) {
        MountedFiles.Fingerprint before = now;
        for (int i = 0; i < MOST_READS; i++) {
            Runnable outcome = read(before);
            MountedFiles.Fingerprint after = this.files.fingerprint();
            if (after.hash().equals(before.hash())) {
                outcome.run();
                this.seen = after.hash();
                return;
            }
            before = after;
        }
    }

    /** All of it is valid, or nothing of it comes into force. */
    private Runnable read(MountedFiles.Fingerprint now) {
        try {
            now.assertUsable();
            ConfigurableEnvironment fresh = FreshEnvironment.of(this.started);
            if (MountedFiles.properties(fresh).equals(MountedFiles.properties(this.inForce))) {
                return this::stay;
            }
            UnknownProperties.check(fresh);
            Map<Class<?>, Object> values = bound(fresh);
            Map<String, @Nullable LogLevel> levels = LogLevels.changes(this.inForce, fresh);
            return () -> apply(fresh, values, levels);
        } catch (RuntimeException ex) {
            return () -> reject(ex);
        }
    }

    private void stay() {
        if (this.state.lastError() != null) {
            this.state = this.state.withError(null);
            logger.info("Configuration is again as it was");
        }
    }

    private void apply(ConfigurableEnvironment fresh, Map<Class<?>, Object> values,
            Map<String, @Nullable LogLevel> levels) {
        this.live.forEach(each -> each.set(Objects.requireNonNull(values.get(each.type()))));
        this.logLevels.accept(levels);
        this.inForce = fresh;
        this.state = this.report.of(this.state.generation() + 1, fresh);
        log(this.state);
    }

    /** Every record of properties, by its type: one that needs a restart must be valid too, or no new process starts. */
    private Map<Class<?>, Object> bound(ConfigurableEnvironment environment) {
        Binder binder = Binder.get(environment, new ValidationBindHandler(this.validator));
        return ConfigurationPropertiesBean.getAll(this.context)
                .values()
                .stream()
                .filter(bean -> bean.getInstance() instanceof Record)
                .collect(Collectors.toMap(bean -> bean.getInstance().getClass(), bean -> binder
                        .bindOrCreate(bean.getAnnotation().prefix(), Bindable.of(bean.getInstance().getClass()))));
    }

    private static void log(ConfigState state) {
        if (state.generation() > 0) {
            logger.atInfo().addKeyValue("generation", state.generation()).log("Configuration reloaded");
        }
        state.restartNeeded().forEach(name -> logger.warn("A restart is needed: {} has changed", name));
        state.shadowed().forEach(name -> logger.warn("A mounted file sets what something else overrides: {}", name));
    }

    private void reject(RuntimeException failure) {
        List<InvalidProperty> invalid = InvalidPropertiesAnalyzer.find(failure);
        String reason = invalid.isEmpty()
                ? String.valueOf(failure.getMessage()).replaceAll("\\s+", " ")
                : String.valueOf(new InvalidPropertyException(invalid).getMessage());
        if (!reason.equals(this.state.lastError())) {
            this.rejections.incrementAndGet();
            logger.atError().addKeyValue("invalid_settings", invalid).log("Configuration not reloaded: {}", reason);
        }
        this.state = this.state.withError(reason);
    }
}
