package com.example.contract.cluster;

import com.example.contract.support.TraceReceiver;
import java.util.Base64;

/** A program that takes traces over OTLP, and prints each request that brings some, in Base64. */
final class CollectorMain {

    private CollectorMain() {}

    static void main() {
        TraceReceiver.start(CollectorPod.PORT,
                request -> System.out.println(Base64.getEncoder().encodeToString(request)));
    }
}
