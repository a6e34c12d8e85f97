// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.turnlock.pkcs11");

  @Test
  void dependenciesPointDown() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("bridge")
        .definedBy("org.turnlock.pkcs11")
        .layer("binding")
        .definedBy("org.turnlock.pkcs11.binding")
        .layer("memory")
        .definedBy("org.turnlock.pkcs11.memory")
        .layer("error")
        .definedBy("org.turnlock.pkcs11.error")
        .layer("constant")
        .definedBy("org.turnlock.pkcs11.constant")
        .whereLayer("bridge")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("binding")
        .mayOnlyBeAccessedByLayers("bridge")
        .whereLayer("memory")
        .mayOnlyBeAccessedByLayers("bridge", "binding")
        .whereLayer("error")
        .mayOnlyBeAccessedByLayers("bridge", "binding")
        .whereLayer("constant")
        .mayOnlyBeAccessedByLayers("bridge", "binding", "error")
        .check(MAIN);
  }

  @Test
  void onlyBindingAndMemoryKnowJna() {
    noClasses()
        .that()
        .resideOutsideOfPackages("org.turnlock.pkcs11.binding", "org.turnlock.pkcs11.memory")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.sun.jna..")
        .check(MAIN);
  }

  @Test
  void theBridgeKnowsNoJca() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("javax.crypto..", "java.security.spec..", "java.security.interfaces..")
        .check(MAIN);
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveNameMatching("java\\.security\\.(Provider|Signature|KeyStore|Key).*")
        .check(MAIN);
  }
}
