package com.example.orders;

import com.example.orders.platform.drain.EarlyStop;
import com.example.orders.platform.jvm.JvmReport;
import com.example.orders.platform.logging.ProcessOutput;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The service, and the one entry point of the image. */
@SpringBootApplication
public class OrdersApplication {

    /** Starts what the arguments ask for: {@code [serve | migrate | retention] [--property=value …]}. */
    public static void main(String[] args) {
        ProcessOutput.toLog();
        JvmReport.log();
        try (var _ = new EarlyStop()) {
            Purpose.of(args).run(args);
        }
    }
}
