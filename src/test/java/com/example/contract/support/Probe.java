package com.example.contract.support;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** Asks as a kubelet does: on its own connection, and with a time-out. */
public final class Probe {

    /** In milliseconds; a kubelet's own default of 1 s is short for a process at its limit. */
    private static final int TIMEOUT = 2_000;

    /** To a kubelet, no answer is a failure. */
    public static final int NO_ANSWER = 0;

    private Probe() {}

    /** The status of the answer, or {@value #NO_ANSWER}. */
    public static int ask(URI probe) {
        try {
            HttpURLConnection connection = (HttpURLConnection) probe.toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT);
            connection.setReadTimeout(TIMEOUT);
            connection.setRequestProperty("Connection", "close");
            return connection.getResponseCode();
        } catch (IOException ex) {
            return NO_ANSWER;
        }
    }
}
