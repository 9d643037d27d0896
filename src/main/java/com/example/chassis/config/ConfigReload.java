package com.example.chassis.config;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
 * properties and the log levels; or rejects it, and goes on with what was good before.
 */
final class ConfigReload {

    private static final Logger logger = LoggerFactory.getLogger(ConfigReload.class);
    private static final String LOG_LEVELS = "logging.level";
    private static final int MOST_READS = 10;

    /** No property: whoever uses such a file reads it itself. */
    private static final Pattern CERTIFICATE = Pattern.compile(".*\\.(pem|crt|key)");

    private final ConfigurableEnvironment started;
    private final ApplicationContext context;
    private final List<Live<?>> live;
    private final List<LiveFeature> features;
    private final Validator validator;
    private final Consumer<Map<String, @Nullable LogLevel>> logLevels;
    private final MountedFiles files;
    private final Clock clock;
    private ConfigurableEnvironment inForce;
    private String seen = ""; // a file may have changed since the start has read it
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
        this.clock = clock;
        this.inForce = started;
        this.state = state(0, started);
        report(this.state);
    }

    MountedFiles files() {
        return this.files;
    }

    ConfigState state() {
        return this.state;
    }

    /** Reads the files if one has changed since the last time, or if the last time failed. */
    synchronized void look() {
        String now = this.files.state();
        if (!now.equals(this.seen) || this.state.lastError() != null) {
            readAtRest(now);
        }
        this.features.forEach(LiveFeature::look);
    }

    /** Reads again what was swapped meanwhile: it would be half old, half new. Leaves what never rests to the next look. */
    private void readAtRest(String state) {
        String before = state;
        for (int i = 0; i < MOST_READS; i++) {
            Runnable outcome = read();
            String after = this.files.state();
            if (after.equals(before)) {
                outcome.run();
                this.seen = after;
                return;
            }
            before = after;
        }
    }

    /** All of it is valid, or nothing of it comes into force. */
    private Runnable read() {
        try {
            this.files.fingerprint();
            ConfigurableEnvironment fresh = FreshEnvironment.of(this.started);
            if (MountedFiles.properties(fresh).equals(MountedFiles.properties(this.inForce))) {
                return this::stay;
            }
            UnknownProperties.check(fresh);
            Map<Class<?>, Object> values = bound(fresh);
            Map<String, @Nullable LogLevel> levels = changedLevels(fresh);
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
        this.state = state(this.state.generation() + 1, fresh);
        report(this.state);
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

    /** Null takes a level away that is no longer set. */
    private Map<String, @Nullable LogLevel> changedLevels(ConfigurableEnvironment fresh) {
        Map<String, LogLevel> before = logLevels(this.inForce);
        Map<String, @Nullable LogLevel> changed = new TreeMap<>();
        before.keySet().forEach(name -> changed.put(name, null));
        changed.putAll(logLevels(fresh));
        changed.replace("root", null, LogLevel.INFO); // which always has a level
        changed.entrySet().removeIf(level -> Objects.equals(before.get(level.getKey()), level.getValue()));
        return changed;
    }

    private static Map<String, LogLevel> logLevels(ConfigurableEnvironment environment) {
        return Binder.get(environment).bind(LOG_LEVELS, Bindable.mapOf(String.class, LogLevel.class)).orElse(Map.of());
    }

    private ConfigState state(int generation, ConfigurableEnvironment environment) {
        Map<String, String> set = MountedFiles.properties(environment);
        Set<String> names = new TreeSet<>(MountedFiles.properties(this.started).keySet());
        names.addAll(set.keySet());
        Map<String, String> properties = new TreeMap<>();
        set.keySet().forEach(name -> {
            String value = (isLive(name) ? environment : this.started).getProperty(name);
            if (value != null) {
                properties.put(name, String.valueOf(InvalidProperty.masked(name, value)));
            }
        });
        return new ConfigState(generation, this.clock.instant(),
                this.files.folders().stream().map(Path::toString).toList(), properties,
                Integer.toUnsignedLong(properties.hashCode()),
                names.stream()
                        .filter(name -> !isLive(name) && !CERTIFICATE.matcher(name).matches()
                                && !Objects.equals(environment.getProperty(name), this.started.getProperty(name)))
                        .toList(),
                set.keySet()
                        .stream()
                        .filter(name -> !Objects.equals(environment.getProperty(name), set.get(name)))
                        .map(name -> name + " (" + PropertyOrigin.of(name, environment) + ")")
                        .toList(),
                null);
    }

    private boolean isLive(String name) {
        return name.startsWith(LOG_LEVELS + ".")
                || this.live.stream().anyMatch(each -> name.startsWith(each.prefix() + "."))
                || this.features.stream().anyMatch(each -> each.properties().contains(name));
    }

    private static void report(ConfigState state) {
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
            logger.atError().addKeyValue("invalid_settings", invalid).log("Configuration not reloaded: {}", reason);
        }
        this.state = this.state.withError(reason);
    }
}
