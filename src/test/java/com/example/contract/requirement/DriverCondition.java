package com.example.contract.requirement;

import com.example.contract.ServiceDriver;
import java.lang.annotation.Annotation;
import java.time.Duration;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Skips tests of what the service's driver does not describe, with that reason. */
final class DriverCondition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        ServiceDriver driver = ServiceDriver.get();
        if (needs(context, NeedsStoredData.class) && driver.storedData().isEmpty()) {
            return ConditionEvaluationResult.disabled("the service's driver describes no stored data");
        }
        if (needs(context, NeedsBackgroundTasks.class) && driver.backgroundTasks().isEmpty()) {
            return ConditionEvaluationResult.disabled("the service's driver describes no background tasks");
        }
        if (needs(context, NeedsWaitingRequests.class) && !canWait(driver)) {
            return ConditionEvaluationResult.disabled("the service's driver describes no request that waits");
        }
        return ConditionEvaluationResult.enabled("the service's driver describes what is tested");
    }

    private static boolean canWait(ServiceDriver driver) {
        return driver.backgroundTasks().flatMap(tasks -> tasks.storeAndAwait("", Duration.ZERO)).isPresent();
    }

    private static boolean needs(ExtensionContext context, Class<? extends Annotation> annotation) {
        return AnnotationSupport.isAnnotated(context.getElement(), annotation);
    }
}
