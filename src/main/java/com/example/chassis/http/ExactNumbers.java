package com.example.chassis.http;

import java.math.BigDecimal;
import java.util.function.Function;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.module.SimpleModule;

/** Whole numbers in JSON, however they are written: {@code 2}, {@code 2.0} and {@code 2e0} are the same, 2.5 is none. */
@SuppressWarnings("serial") // never serialized
final class ExactNumbers extends SimpleModule {

    ExactNumbers() {
        addDeserializer(Integer.class, new Exact<>(Integer.class, BigDecimal::intValueExact));
        addDeserializer(Long.class, new Exact<>(Long.class, BigDecimal::longValueExact));
    }

    private static final class Exact<T extends Number> extends StdScalarDeserializer<T> {

        private final Class<T> type;
        private final Function<BigDecimal, T> conversion;

        Exact(Class<T> type, Function<BigDecimal, T> conversion) {
            super(type);
            this.type = type;
            this.conversion = conversion;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) {
            if (!parser.currentToken().isNumeric()) {
                return this.type.cast(context.handleUnexpectedToken(context.constructType(this.type), parser));
            }
            BigDecimal number = parser.getDecimalValue();
            try {
                return this.conversion.apply(number);
            } catch (ArithmeticException ex) {
                return this.type.cast(context.handleWeirdNumberValue(this.type, number, "not whole, or out of range"));
            }
        }
    }
}
