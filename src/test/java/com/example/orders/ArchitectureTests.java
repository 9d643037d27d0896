package com.example.orders;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.orders.platform.planted.PlantedViolation;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** The packages: arrows point down only, and there is no cycle. */
class ArchitectureTests {

    private static final String ROOT = "com.example.orders";

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    private static final ArchRule ARROWS_POINT_DOWN = layeredArchitecture().consideringOnlyDependenciesInLayers()
            .layer("main")
            .definedBy(ROOT)
            .optionalLayer("workshop")
            .definedBy(ROOT + ".workshop..")
            .layer("retention")
            .definedBy(ROOT + ".retention..")
            .layer("fulfilment")
            .definedBy(ROOT + ".fulfilment..")
            .layer("order")
            .definedBy(ROOT + ".order..")
            .layer("stock")
            .definedBy(ROOT + ".stock..")
            .layer("platform")
            .definedBy(ROOT + ".platform..")
            .whereLayer("main")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("retention")
            .mayOnlyBeAccessedByLayers("main")
            .whereLayer("fulfilment")
            .mayOnlyBeAccessedByLayers("main", "workshop")
            .whereLayer("order")
            .mayOnlyBeAccessedByLayers("main", "workshop", "retention", "fulfilment")
            .whereLayer("stock")
            .mayOnlyBeAccessedByLayers("main", "workshop", "fulfilment", "order");

    private static final ArchRule NO_CYCLES = slices().matching(ROOT + ".(**)").should().beFreeOfCycles();

    @Test
    void arrowsPointDownOnly() {
        ARROWS_POINT_DOWN.check(MAIN);
    }

    @Test
    void packagesHaveNoCycles() {
        NO_CYCLES.check(MAIN);
    }

    @Test
    void aPlantedCycleIsFound() {
        JavaClasses planted = new ClassFileImporter().importPackages(ROOT);
        assertThat(NO_CYCLES.evaluate(planted).getFailureReport().toString()).contains("PlantedCycle");
    }

    @Test
    void aPlantedArrowUpIsFound() {
        JavaClasses planted = new ClassFileImporter().importPackages(ROOT);
        assertThat(ARROWS_POINT_DOWN.evaluate(planted).getFailureReport().getDetails())
                .anyMatch(detail -> detail.contains(PlantedViolation.class.getName()));
    }
}
