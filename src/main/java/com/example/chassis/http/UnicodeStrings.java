package com.example.chassis.http;

import java.nio.charset.StandardCharsets;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.jdk.StringDeserializer;
import tools.jackson.databind.module.SimpleModule;

/**
 * Strings in JSON that are text. JSON can write half of a surrogate pair, such as U+D800 alone, which is no character: UTF-8
 * has no bytes for it, so a database would keep another string than the client sent.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8259#section-8.2">RFC 8259, 8.2: Unicode characters</a>
 */
@SuppressWarnings("serial") // never serialized
final class UnicodeStrings extends SimpleModule {

    UnicodeStrings() {
        addDeserializer(String.class, new UnicodeString());
    }

    private static final class UnicodeString extends StringDeserializer {

        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) {
            String text = super.deserialize(parser, context);
            return StandardCharsets.UTF_8.newEncoder().canEncode(text)
                    ? text
                    : (String) context.handleWeirdStringValue(String.class, text, "half of a surrogate pair");
        }
    }
}
