package com.example.chassis.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** The properties of a service whose name has a dash. */
@ConfigurationProperties("bill-pay")
record BillPayProperties(Duration dueIn, List<String> hosts, Map<String, Integer> rates) {}
