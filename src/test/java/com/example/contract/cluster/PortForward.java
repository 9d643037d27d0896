package com.example.contract.cluster;

import com.example.contract.support.ApiClient;
import java.io.BufferedReader;
import java.io.IOException;

/** A way to a port of a pod that no policy bars: through the kubelet. */
public final class PortForward implements AutoCloseable {

    private final Process process;
    private final ApiClient api;

    public PortForward(Kubectl kubectl, String pod, int port) throws IOException {
        this.process = kubectl.start("port-forward", pod, ":" + port);
        BufferedReader output = this.process.inputReader();
        String line = output.readLine(); // Forwarding from 127.0.0.1:40123 -> 2021
        if (line == null) {
            throw new IllegalStateException("Nothing is forwarded to " + pod);
        }
        this.api = ApiClient.onPort(Integer.parseInt(line.replaceAll(".*127.0.0.1:(\\d+).*", "$1")));
    }

    /** The value of a metric without tags. */
    public double metric(String name) {
        return this.api.metric(name);
    }

    public String get(String path) {
        return this.api.get(path).body();
    }

    @Override
    public void close() {
        this.process.destroy();
    }
}
