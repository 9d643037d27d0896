package com.example.orders;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

class PackagesTests {

    private static final String ROOT = "com.example.orders";

    private static final ArchRule ARROWS_POINT_DOWN = layeredArchitecture().consideringOnlyDependenciesInLayers()
            .layer("main")
            .definedBy(ROOT)
            .layer("retention")
            .definedBy(ROOT + ".retention..")
            .layer("fulfilment")
            .definedBy(ROOT + ".fulfilment..")
            .layer("order")
            .definedBy(ROOT + ".order..")
            .layer("stock")
            .definedBy(ROOT + ".stock..")
            .whereLayer("main")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("retention")
            .mayOnlyBeAccessedByLayers("main")
            .whereLayer("fulfilment")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("order")
            .mayOnlyBeAccessedByLayers("retention", "fulfilment")
            .whereLayer("stock")
            .mayOnlyBeAccessedByLayers("fulfilment", "order");

    @Test
    void dependOnThoseBelow() {
        ARROWS_POINT_DOWN.check(
                new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages(ROOT));
    }

    @Test
    void aPlantedArrowUpIsFound() {
        assertThat(
                ARROWS_POINT_DOWN.evaluate(new ClassFileImporter().importPackages(ROOT)).getFailureReport().toString())
                .contains("StockUsesOrders");
    }
}
