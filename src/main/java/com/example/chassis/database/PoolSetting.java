package com.example.chassis.database;

import com.zaxxer.hikari.HikariDataSource;
import java.util.function.Consumer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/** Sets something of the database's pool before its first connection. Not of a pool of another database. */
record PoolSetting(ObjectProvider<JdbcConnectionDetails> details,
        Consumer<HikariDataSource> setting) implements BeanPostProcessor {

    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource pool && this.details.getObject().getJdbcUrl().equals(pool.getJdbcUrl())) {
            this.setting.accept(pool);
        }
        return bean;
    }
}
