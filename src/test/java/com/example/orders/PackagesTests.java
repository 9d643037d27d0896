package com.example.orders;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class PackagesTests {

    private static final String ROOT = "com.example.orders";

    @Test
    void dependOnThoseBelow() {
        layeredArchitecture().consideringOnlyDependenciesInLayers()
                .layer("main").definedBy(ROOT)
                .layer("retention").definedBy(ROOT + ".retention..")
                .layer("fulfilment").definedBy(ROOT + ".fulfilment..")
                .layer("order").definedBy(ROOT + ".order..")
                .layer("stock").definedBy(ROOT + ".stock..")
                .whereLayer("main").mayNotBeAccessedByAnyLayer()
                .whereLayer("retention").mayOnlyBeAccessedByLayers("main")
                .whereLayer("fulfilment").mayNotBeAccessedByAnyLayer()
                .whereLayer("order").mayOnlyBeAccessedByLayers("retention", "fulfilment")
                .whereLayer("stock").mayOnlyBeAccessedByLayers("fulfilment", "order")
                .check(new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages(ROOT));
    }
}
