package com.example.chassis;

import com.example.chassis.config.InvalidPropertyException;
import com.example.chassis.database.MigrationJob;
import com.example.chassis.drain.EarlyStop;
import com.example.chassis.jvm.JvmReport;
import com.example.chassis.logging.ProcessOutput;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TimeZone;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;

/**
 * The one call of a service's {@code main}. Starts what the arguments ask for,
 * {@code [serve | migrate | a job's name] [--property=value …]}, {@code serve} by default. One process has one purpose:
 * another job is another container of the same image.
 */
public final class Chassis {

    private static final String SERVE = "serve";

    private final Class<?> service;
    private final SequencedMap<String, Class<?>> jobs = new LinkedHashMap<>(Map.of("migrate", MigrationJob.class));

    private Chassis(Class<?> service) {
        this.service = service;
    }

    /** A chassis for a service, which knows the purposes {@code serve} and {@code migrate}. */
    public static Chassis of(Class<?> service) {
        return new Chassis(service);
    }

    /**
     * Adds a purpose: an application that runs to completion, without a web server.
     *
     * @param name the first argument that starts it
     */
    public Chassis job(String name, Class<?> application) {
        this.jobs.put(name, application);
        return this;
    }

    /**
     * Starts the service, or runs a job to completion.
     *
     * @throws InvalidPropertyException if the first argument that is not an option names no purpose
     */
    public void run(String[] args) {
        Locale.setDefault(Locale.ROOT); // nothing that it writes depends on the machine's language or zone
        TimeZone.setDefault(TimeZone.getTimeZone(ZoneOffset.UTC));
        ProcessOutput.redirectToLog();
        JvmReport.log();
        String purpose = Arrays.stream(args).filter(arg -> !arg.startsWith("--")).findFirst().orElse(SERVE);
        try (var _ = new EarlyStop()) {
            Class<?> job = this.jobs.get(purpose);
            if (job != null) {
                new SpringApplicationBuilder(job).web(WebApplicationType.NONE).run(args).close();
            } else if (purpose.equals(SERVE)) {
                SpringApplication.run(this.service, args);
            } else {
                String known = SERVE + " or " + String.join(" or ", this.jobs.keySet());
                throw new InvalidPropertyException("first argument", purpose, "command line", "unknown purpose",
                        "Use " + known + ", or nothing for " + SERVE + ".");
            }
        }
    }
}
