package com.example.chassis.tasks;

import com.github.kagkarlsson.scheduler.serializer.Serializer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;

/**
 * Writes {@link TaskData} as Java objects, one after the other: the release before reads the first alone, the number of
 * attempts, and what it has written has no second.
 */
class TaskDataSerializer implements Serializer {

    @Override
    public byte[] serialize(Object object) {
        var data = (TaskData) object;
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(data.attempts());
            if (data.traceparent() != null) {
                out.writeObject(data.traceparent());
            }
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        return bytes.toByteArray();
    }

    @Override
    public <T> T deserialize(Class<T> type, byte[] stored) {
        var bytes = new ByteArrayInputStream(stored);
        try (var in = new ObjectInputStream(bytes)) {
            int attempts = (Integer) in.readObject();
            String traceparent = (bytes.available() > 0) ? (String) in.readObject() : null;
            return type.cast(new TaskData(attempts, traceparent));
        } catch (IOException | ClassNotFoundException ex) {
            throw new IllegalStateException("The data of a task cannot be read", ex);
        }
    }
}
