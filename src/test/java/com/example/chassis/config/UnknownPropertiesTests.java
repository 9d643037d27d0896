package com.example.chassis.config;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class UnknownPropertiesTests {

    @ParameterizedTest
    @ValueSource(strings = {"BILLPAY_DUEIN", "BILL_PAY_DUE_IN", "BILLPAY_SERVICE_HOST", "BILL_PAY_PORT_8080_TCP_ADDR",
            "BILL_SOMETHING", "BILLPAYER_X", "PLATFORM_ENV", "CHASSIS_DRAIN_LINGER", "CHASSIS_ACCESSLOG_ENABLED",
            "CHASSIS_ACCESS_LOG_ENABLED", "BILLPAY_HOSTS_0", "BILL_PAY_RATES_EUR", "bill-pay.due-in"})
    void aVariableThatIsKnownOrNotTheServicesPasses(String name) {
        assertThatCode(() -> check(variables(name))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"BILLPAY_DUEINN", "BILL_PAY_DUE_INN", "BILL_PAY_D_UEIN", "BILL_PAY_DUEIN",
            "CHASSIS_DRAIN_LNGER", "CHASSIS_X", "chassis_drain_lnger", "CHASSIS_DRAIN_LINGER_X", "chassis.drain.lnger"})
    void anUnknownVariableStopsTheStart(String name) {
        assertThatThrownBy(() -> check(variables(name))).isInstanceOf(InvalidPropertyException.class)
                .hasMessageContaining(name)
                .hasMessageContaining("no such property exists")
                .hasMessageContaining(name.startsWith("BILL") ? "bill-pay.due-in" : "chassis.drain.linger")
                .hasMessageNotContaining("a value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bill-pay.due-in", "bill-pay.dueIn", "bill-pay.due_in", "bill-pay.hosts[0]",
            "bill-pay.rates.eur", "bill.pay", "chassis.drain.linger", "spring.no-such-thing"})
    void aPropertyThatIsKnownOrNotTheServicesPasses(String name) {
        assertThatCode(() -> check(properties(name))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bill-pay.due-inn", "bill-pay.due-in.x", "billPay.other", "bill_pay.other", "chassis.drain",
            "chassis.drain.lnger"})
    void anUnknownPropertyStopsTheStart(String name) {
        assertThatThrownBy(() -> check(properties(name))).isInstanceOf(InvalidPropertyException.class)
                .hasMessageContaining("no such property exists");
    }

    @Test
    void aRenamedPropertyNamesTheNewOne() {
        assertThatThrownBy(() -> check(variables("PLATFORM_DRAIN_LINGER")))
                .hasMessageContaining("Use chassis.drain.linger instead.");
        assertThatThrownBy(() -> check(properties("platform.drain.linger")))
                .hasMessageContaining("Use chassis.drain.linger instead.");
    }

    private static PropertySource<?> variables(String name) {
        return new SystemEnvironmentPropertySource(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                Map.of(name, "a value"));
    }

    private static PropertySource<?> properties(String name) {
        return new MapPropertySource("a file", Map.of(name, "a value"));
    }

    private static void check(PropertySource<?> source) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().forEach(each -> environment.getPropertySources().remove(each.getName()));
        environment.getPropertySources().addFirst(source);
        environment.getPropertySources()
                .addLast(new MapPropertySource("name", Map.of("spring.application.name", "bill-pay")));
        try (GenericApplicationContext context = new GenericApplicationContext()) {
            context.setEnvironment(environment);
            new UnknownProperties().initialize(context);
        }
    }
}
