package com.example.orders.platform.config;

import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Stops the start at a property under one of our prefixes that no feature knows. Spring Boot's own
 * {@code ignoreUnknownFields = false} does not look at environment variables and system properties; this looks
 * everywhere.
 */
final class MisspeltSettings implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    /**
     * What Kubernetes puts into every pod for a Service, here one that is called like a prefix of ours.
     *
     * @see <a href="https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables">Service
     * environment variables</a>
     */
    private static final Pattern SERVICE_VARIABLE = Pattern.compile(
            "[A-Z0-9_]+_(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?|PORT(_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)");

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        KnownSettings known = KnownSettings.load();
        for (PropertySource<?> source : context.getEnvironment().getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> enumerable) {
                check(enumerable, known);
            }
        }
    }

    private static void check(EnumerablePropertySource<?> source, KnownSettings known) {
        boolean environment = source.getName().equals(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
        for (String name : source.getPropertyNames()) {
            if (environment && SERVICE_VARIABLE.matcher(name).matches()) {
                continue;
            }
            String[] words = name.split(environment ? "_" : "\\.", 2);
            if (words.length == 2 && known.prefixes().contains(words[0].toLowerCase(Locale.ROOT))
                    && !(environment ? known.containsVariable(name) : known.contains(name))) {
                throw new InvalidSettingException(name, null, // its value may be anybody's secret
                        Origins.of(name, source), "no such property exists",
                        "Correct the name or remove it. Known are: " + known.names() + ".");
            }
        }
    }
}
