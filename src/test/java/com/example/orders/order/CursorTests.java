package com.example.orders.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class CursorTests {

    @Test
    void comesBackAsTheIdThatItWasMadeOf() {
        UUID id = UUID.randomUUID();
        assertThat(Cursor.after(id)).matches(Cursor.FORM);
        assertThat(Cursor.id(Cursor.after(id))).isEqualTo(id);
    }
}
