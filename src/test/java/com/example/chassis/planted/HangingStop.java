package com.example.chassis.planted;

import java.util.concurrent.locks.LockSupport;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;

/** Something whose stop never ends. */
public class HangingStop {

    @Bean
    SmartLifecycle hanging() {
        return new SmartLifecycle() {

            private volatile boolean running;

            @Override
            public void start() {
                this.running = true;
            }

            @Override
            public void stop() {
                while (this.running) {
                    LockSupport.park();
                }
            }

            @Override
            public boolean isRunning() {
                return this.running;
            }
        };
    }
}
