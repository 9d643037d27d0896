package com.example.orders;

import com.example.orders.platform.config.InvalidSettingException;
import com.example.orders.platform.database.MigrationApplication;
import com.example.orders.retention.RetentionApplication;
import java.util.Arrays;
import java.util.Locale;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * What a container of this image is for: the first argument that is not an option, {@code serve} where there is none.
 * One process has one purpose; a job of another kind is another container.
 */
enum Purpose {

    /** Takes orders and fulfils them, until it is told to stop. */
    SERVE(OrdersApplication.class, WebApplicationType.SERVLET),
    /** Migrates the schema, and ends. */
    MIGRATE(MigrationApplication.class, WebApplicationType.NONE),
    /** Deletes what is past its age, and ends. */
    RETENTION(RetentionApplication.class, WebApplicationType.NONE);

    private final Class<?> application;
    private final WebApplicationType type;

    Purpose(Class<?> application, WebApplicationType type) {
        this.application = application;
        this.type = type;
    }

    static Purpose of(String[] args) {
        return Arrays.stream(args).filter(arg -> !arg.startsWith("--")).findFirst().map(Purpose::named).orElse(SERVE);
    }

    private static Purpose named(String argument) {
        return Arrays.stream(values())
                .filter(purpose -> purpose.name().toLowerCase(Locale.ROOT).equals(argument))
                .findFirst()
                .orElseThrow(() -> new InvalidSettingException("first argument", argument, "command line",
                        "it is no purpose of this service", "Give serve, migrate or retention, or nothing for serve."));
    }

    /** Starts it. What is no server has done its work when this returns, and its context is closed. */
    void run(String[] args) {
        ConfigurableApplicationContext context = new SpringApplicationBuilder(this.application).web(this.type)
                .run(args);
        if (this.type == WebApplicationType.NONE) {
            context.close();
        }
    }
}
