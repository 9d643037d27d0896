package com.example.chassis;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.contract.support.Application;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The chassis knows nothing of the service, the contract knows neither, there are no cycles, and each has its one prefix of
 * properties. Each rule is shown to fail on a planted violation.
 */
class ArchitectureTests {

    private static final String CHASSIS = "com.example.chassis..";
    private static final String CONTRACT = "com.example.contract..";
    private static final String PLANTED = "..architecture.planted..";

    /** All classes of this repository; libraries are not imported. */
    private static final JavaClasses ALL = new ClassFileImporter().importPaths(Path.of("target", "classes"),
            Path.of("target", "test-classes"));
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPaths(Path.of("target", "classes"));
    private static final DescribedPredicate<JavaClass> OWN = describe("are in this repository",
            each -> ALL.contain(each.getName()));

    private static final ArchRule CHASSIS_KNOWS_NO_SERVICE = noClasses().that()
            .resideInAPackage(CHASSIS)
            .should()
            .dependOnClassesThat(OWN.and(resideInAnyPackage(CHASSIS).negate()));
    private static final ArchRule TESTS_OF_THE_CHASSIS_KNOW_NO_SERVICE = noClasses().that()
            .resideInAPackage(CHASSIS)
            .should()
            .dependOnClassesThat(OWN.and(resideInAnyPackage(CHASSIS, CONTRACT).negate()));
    private static final ArchRule CONTRACT_KNOWS_NO_SERVICE = noClasses().that()
            .resideInAPackage(CONTRACT)
            .should()
            .dependOnClassesThat(OWN.and(resideInAnyPackage(CONTRACT, CHASSIS).negate()));
    private static final ArchRule CONTRACT_KNOWS_NO_CHASSIS = noClasses().that()
            .resideInAPackage(CONTRACT)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(CHASSIS);
    private static final ArchRule NO_CYCLES = slices().matching("(**)").should().beFreeOfCycles();

    @Test
    void theChassisKnowsNothingOfTheService() {
        CHASSIS_KNOWS_NO_SERVICE.check(MAIN);
        TESTS_OF_THE_CHASSIS_KNOW_NO_SERVICE.check(ALL.that(resideInAnyPackage(PLANTED).negate()));
        assertFinds(CHASSIS_KNOWS_NO_SERVICE, "ChassisUsesService");
        assertFinds(TESTS_OF_THE_CHASSIS_KNOW_NO_SERVICE, "ChassisUsesService");
    }

    @Test
    void theContractKnowsNothingOfTheServiceAndTheChassis() {
        JavaClasses contract = ALL.that(resideInAnyPackage(PLANTED).negate());
        CONTRACT_KNOWS_NO_SERVICE.check(contract);
        CONTRACT_KNOWS_NO_CHASSIS.check(contract);
        assertFinds(CONTRACT_KNOWS_NO_SERVICE, "ContractUsesService");
        assertFinds(CONTRACT_KNOWS_NO_CHASSIS, "ContractUsesChassis");
    }

    @Test
    void packagesHaveNoCycles() {
        NO_CYCLES.check(ALL.that(resideInAnyPackage(PLANTED).negate()));
        assertFinds(NO_CYCLES, "PlantedCycle");
    }

    @Test
    void propertiesHaveThePrefixOfTheChassisOrOfTheService() {
        assertThat(propertiesWithAnotherPrefix(MAIN)).isEmpty();
        assertThat(propertiesWithAnotherPrefix(ALL)).contains("com.example.chassis.config.BillPayProperties");
    }

    private static List<String> propertiesWithAnotherPrefix(JavaClasses classes) {
        return classes.stream()
                .filter(each -> each.isAnnotatedWith(ConfigurationProperties.class))
                .filter(each -> !hasPrefix(each))
                .map(JavaClass::getName)
                .toList();
    }

    private static boolean hasPrefix(JavaClass properties) {
        String expected = properties.getPackageName().startsWith("com.example.chassis") ? "chassis" : Application.NAME;
        return (properties.getAnnotationOfType(ConfigurationProperties.class).value() + ".").startsWith(expected + ".");
    }

    private static void assertFinds(ArchRule rule, String planted) {
        assertThat(rule.evaluate(ALL).getFailureReport().toString()).contains(planted);
    }
}
