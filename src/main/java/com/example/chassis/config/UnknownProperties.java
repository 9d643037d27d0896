package com.example.chassis.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Stops the start at a property that no feature knows, under {@code chassis.} or under the service's own prefix, which is
 * {@code spring.application.name}; and at one that has been renamed. Spring Boot's {@code ignoreUnknownFields = false}
 * does not look at environment variables and system properties; this looks everywhere.
 */
final class UnknownProperties implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    /**
     * What Kubernetes puts into every pod for a Service, here one that has the same name as a prefix.
     *
     * @see <a href="https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables">Service
     * environment variables</a>
     */
    private static final Pattern SERVICE_VARIABLE = Pattern.compile(
            "[A-Z0-9_]+_(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?|PORT(_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)");

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        check(context.getEnvironment());
    }

    static void check(ConfigurableEnvironment environment) {
        List<String> prefixes = List.of("chassis", environment.getRequiredProperty("spring.application.name"));
        KnownProperties known = KnownProperties.under(prefixes.toArray(String[]::new));
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> enumerable) {
                check(enumerable, prefixes, known);
            }
        }
    }

    private static void check(EnumerablePropertySource<?> source, List<String> prefixes, KnownProperties known) {
        boolean variables = source.getName().equals(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
        for (String name : source.getPropertyNames()) {
            if (variables && SERVICE_VARIABLE.matcher(name).matches()) {
                continue;
            }
            Optional<KnownProperties.Property> property = known.named(name)
                    .or(() -> variables ? known.variable(name) : Optional.empty());
            Optional<String> prefix = prefixes.stream().filter(each -> isUnder(each, name, variables)).findFirst();
            if (property.isPresent() && property.get().fix() != null) {
                throw invalid(name, source, "this property was renamed or removed", property.get().fix());
            }
            if (property.isEmpty() && prefix.isPresent()) {
                throw invalid(name, source, "no such property exists",
                        "Correct the name or remove it. Known are: " + known.names(prefix.get()) + ".");
            }
        }
    }

    /** Variables may have dots too. */
    private static boolean isUnder(String prefix, String name, boolean variables) {
        String lower = name.toLowerCase(Locale.ROOT);
        String uniform = prefix.replace("-", "");
        boolean asVariable = lower.startsWith(uniform + '_') || lower.startsWith(prefix.replace('-', '_') + '_');
        return lower.replaceAll("[-_]", "").startsWith(uniform + '.') || (variables && asVariable);
    }

    /** Without the value: it may be anybody's secret. */
    private static InvalidPropertyException invalid(String name, PropertySource<?> source, String reason, String fix) {
        return new InvalidPropertyException(name, null, PropertyOrigin.of(name, source), reason, fix);
    }
}
