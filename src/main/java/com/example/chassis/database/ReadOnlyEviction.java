package com.example.chassis.database;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/**
 * Has the pool give up a connection whose server has become a read-only standby, at the first statement that it refuses. The
 * pool itself evicts only connections that are broken.
 */
public final class ReadOnlyEviction implements SQLExceptionOverride {

    /** read_only_sql_transaction. */
    private static final String READ_ONLY = "25006";

    @java.lang.Override
    public Override adjudicate(SQLException ex) {
        return READ_ONLY.equals(ex.getSQLState()) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
    }
}
