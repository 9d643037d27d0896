package com.example.chassis.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.kagkarlsson.scheduler.serializer.Serializer;
import org.junit.jupiter.api.Test;

class TaskDataSerializerTests {

    private static final String TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final TaskDataSerializer serializer = new TaskDataSerializer();

    @Test
    void readsWhatItWrites() {
        assertThat(read(this.serializer.serialize(new TaskData(3, TRACEPARENT))))
                .isEqualTo(new TaskData(3, TRACEPARENT));
        assertThat(read(this.serializer.serialize(new TaskData(0, null)))).isEqualTo(new TaskData(0, null));
    }

    /** In a rolling update both run tasks of both. */
    @Test
    void sharesTheAttemptsWithTheReleaseBefore() {
        Serializer before = Serializer.DEFAULT_JAVA_SERIALIZER;
        assertThat(read(before.serialize(2))).isEqualTo(new TaskData(2, null));
        assertThat(before.deserialize(Integer.class, this.serializer.serialize(new TaskData(2, TRACEPARENT))))
                .isEqualTo(2);
    }

    @Test
    void saysWhenItCannotReadATask() {
        assertThatThrownBy(() -> read(new byte[]{1, 2, 3})).hasMessage("The data of a task cannot be read");
    }

    private TaskData read(byte[] stored) {
        return this.serializer.deserialize(TaskData.class, stored);
    }
}
