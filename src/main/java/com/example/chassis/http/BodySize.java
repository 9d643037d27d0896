package com.example.chassis.http;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.util.unit.DataSize;

/** A size that a request body may be bounded to. */
@Constraint(validatedBy = BodySize.Validator.class)
@Target({ElementType.PARAMETER, ElementType.FIELD})
@Retention(RetentionPolicy.RUNTIME)
@interface BodySize {

    String message() default "must be 1B to 1MB";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Says whether a size is in range. */
    final class Validator implements ConstraintValidator<BodySize, DataSize> {

        @Override
        public boolean isValid(DataSize size, ConstraintValidatorContext context) {
            return size.toBytes() >= 1 && size.compareTo(DataSize.ofMegabytes(1)) <= 0;
        }
    }
}
