package com.example.orders.platform.database;

/** What the server is asked to do on its end of a connection that is not the pool's. */
public final class ServersEnd {

    /** Notices within about ten seconds that the client's machine is gone, and frees its locks. */
    public static final String OPTIONS = "-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 "
            + "-c tcp_keepalives_count=3 -c tcp_user_timeout=10000";

    private ServersEnd() {}
}
