package com.example.orders.platform.database;

import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.dao.InvalidDataAccessResourceUsageException;
import org.springframework.transaction.TransactionException;

/** Tells a database that cannot serve just now from a mistake of ours that no waiting mends. */
public final class DatabaseTrouble {

    private DatabaseTrouble() {}

    /** Whether the same call may succeed later: no connection, a time-out, a full disk, a lost transaction. */
    public static boolean is(Throwable failure) {
        return switch (failure) {
            case DataIntegrityViolationException _ -> false;
            case InvalidDataAccessResourceUsageException _ -> false;
            case InvalidDataAccessApiUsageException _ -> false;
            case DataAccessException _ -> true;
            case TransactionException _ -> true;
            default -> false;
        };
    }
}
