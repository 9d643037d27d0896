package com.example.orders.stock;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A product's code: 1 to 32 capital letters, digits and dashes, starting with a letter or digit. */
@Pattern(regexp = "^[A-Z0-9][A-Z0-9-]{0,31}$")
@ReportAsSingleViolation
@Constraint(validatedBy = {})
@Target({ElementType.PARAMETER, ElementType.FIELD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Sku {

    String message() default "must be 1 to 32 capital letters, digits and dashes, such as PEN-1";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
