package com.example.chassis.database;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/** Tells a database that is unavailable from one that is too busy, and both from a defect that waiting does not fix. */
public final class DatabaseErrors {

    /**
     * What Spring has no category for: a lock that could not be acquired in time, a transaction that took too long,
     * a server that has become a read-only standby.
     *
     * @see <a href="https://www.postgresql.org/docs/18/errcodes-appendix.html">PostgreSQL error codes</a>
     */
    private static final Set<String> TIME_OUTS = Set.of("55P03", "25P02", "25P03", "25P04", "25006");

    /**
     * What a server that is too busy answers: a conflict with another transaction, too many sessions, a lock, a statement or a
     * transaction that took too long.
     *
     * @see <a href="https://www.postgresql.org/docs/18/errcodes-appendix.html">PostgreSQL error codes</a>
     */
    private static final Set<String> BUSY = Set.of("40001", "40P01", "53300", "55P03", "57014", "25P03", "25P04");

    private static final Pattern IN_USE = Pattern.compile("total=[1-9]");

    private DatabaseErrors() {}

    /** Whether the same call may succeed later: no connection, a time-out, a full disk, a lost transaction. */
    public static boolean isTransient(Throwable failure) {
        return switch (failure) {
            case TransientDataAccessException _ -> true;
            case NonTransientDataAccessResourceException _ -> true;
            case RecoverableDataAccessException _ -> true;
            case CannotCreateTransactionException _ -> true;
            case TransactionSystemException _ -> true;
            case UncategorizedSQLException sql -> has(TIME_OUTS, sql.getSQLException());
            default -> false;
        };
    }

    /**
     * Whether the database has answered that it is too busy, or every connection of the pool was in use for too long. HikariCP
     * says the latter by its message alone: it has connections. Where connecting has failed, that failure is the cause of its
     * exception.
     */
    public static boolean isOverload(Throwable failure) {
        return switch (NestedExceptionUtils.getMostSpecificCause(failure)) {
            case SQLTransientConnectionException pool -> IN_USE.matcher(String.valueOf(pool.getMessage())).find();
            case SQLException sql -> has(BUSY, sql);
            default -> false;
        };
    }

    private static boolean has(Set<String> states, @Nullable SQLException failure) {
        return failure != null && failure.getSQLState() != null && states.contains(failure.getSQLState());
    }
}
