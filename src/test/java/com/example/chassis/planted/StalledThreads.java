package com.example.chassis.planted;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Threads whose name has the word {@code planted.thread} in it wait for a connection for ever. */
public class StalledThreads {

    @Bean
    static BeanPostProcessor stalledDataSource(@Value("${planted.thread}") String word) {
        return new BeanPostProcessor() {

            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return (bean instanceof DataSource source) ? new Stalled(source, word) : bean;
            }
        };
    }

    private static final class Stalled extends DelegatingDataSource {

        private final String word;

        Stalled(DataSource source, String word) {
            super(source);
            this.word = word;
        }

        @Override
        public Connection getConnection() throws SQLException {
            while (Thread.currentThread().getName().contains(this.word)) {
                LockSupport.park();
            }
            return super.getConnection();
        }
    }
}
