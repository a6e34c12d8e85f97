// SPDX-License-Identifier: Apache-2.0
package org.turnlock;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.turnlock.token.TokenCryptography;

/** The order of the packages, which the picture in docs/architecture.md draws. */
class ArchitectureTest {
  private static final String ROOT = "org.turnlock.";

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.turnlock");

  @Test
  void dependenciesPointDown() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("provider")
        .definedBy(ROOT + "provider")
        .layer("config")
        .definedBy(ROOT + "config")
        .layer("spi")
        .definedBy(ROOT + "jca.*")
        .layer("jca")
        .definedBy(ROOT + "jca")
        .layer("envelope")
        .definedBy(ROOT + "envelope")
        .layer("operation")
        .definedBy(ROOT + "operation")
        .layer("lifecycle")
        .definedBy(ROOT + "lifecycle")
        .layer("metering")
        .definedBy(ROOT + "keys.metering")
        .layer("directory")
        .definedBy(ROOT + "keys.directory")
        .layer("record")
        .definedBy(ROOT + "keys.record")
        .layer("certificate")
        .definedBy(ROOT + "certificate")
        .layer("keys")
        .definedBy(ROOT + "keys")
        .layer("policy")
        .definedBy(ROOT + "policy")
        .layer("identity")
        .definedBy(ROOT + "identity")
        .layer("token")
        .definedBy(ROOT + "token")
        .layer("delivery")
        .definedBy(ROOT + "audit.delivery")
        .layer("sink")
        .definedBy(ROOT + "audit.sink")
        .layer("trail in a token")
        .definedBy(ROOT + "audit.trail.token")
        .layer("trail")
        .definedBy(ROOT + "audit.trail")
        .layer("audit")
        .definedBy(ROOT + "audit")
        .layer("bridge")
        .definedBy(ROOT + "pkcs11..")
        .whereLayer("provider")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("config")
        .mayOnlyBeAccessedByLayers("provider")
        .whereLayer("spi")
        .mayOnlyBeAccessedByLayers("provider")
        .whereLayer("jca")
        .mayOnlyBeAccessedByLayers("provider", "spi")
        .whereLayer("lifecycle")
        .mayOnlyBeAccessedByLayers("provider")
        .whereLayer("envelope")
        .mayOnlyBeAccessedByLayers("provider", "spi", "jca", "lifecycle")
        .whereLayer("operation")
        .mayOnlyBeAccessedByLayers("provider", "spi", "jca", "lifecycle", "envelope")
        .whereLayer("metering")
        .mayOnlyBeAccessedByLayers("provider")
        .whereLayer("directory")
        .mayOnlyBeAccessedByLayers("provider", "metering", "spi", "jca", "lifecycle", "operation")
        .whereLayer("record")
        .mayOnlyBeAccessedByLayers("provider", "lifecycle", "metering", "directory")
        .whereLayer("certificate")
        .mayOnlyBeAccessedByLayers("provider", "spi", "jca", "lifecycle", "directory")
        .whereLayer("keys")
        .mayOnlyBeAccessedByLayers(
            "provider",
            "spi",
            "jca",
            "lifecycle",
            "envelope",
            "operation",
            "metering",
            "directory",
            "record")
        .whereLayer("policy")
        .mayOnlyBeAccessedByLayers(
            "provider",
            "spi",
            "jca",
            "lifecycle",
            "envelope",
            "operation",
            "directory",
            "record",
            "keys")
        .whereLayer("identity")
        .mayOnlyBeAccessedByLayers("provider", "lifecycle", "directory", "policy", "operation")
        .whereLayer("token")
        .mayOnlyBeAccessedByLayers(
            "provider",
            "config",
            "spi",
            "jca",
            "lifecycle",
            "envelope",
            "operation",
            "metering",
            "directory",
            "record",
            "certificate",
            "keys",
            "policy",
            "trail in a token")
        .whereLayer("delivery")
        .mayOnlyBeAccessedByLayers("provider")
        .whereLayer("delivery")
        .mayOnlyAccessLayers("audit")
        .whereLayer("sink")
        .mayOnlyBeAccessedByLayers("provider")
        .whereLayer("sink")
        .mayOnlyAccessLayers("audit")
        .whereLayer("trail")
        .mayOnlyAccessLayers("audit")
        .whereLayer("trail in a token")
        .mayOnlyAccessLayers("trail", "token", "bridge")
        .whereLayer("audit")
        .mayNotAccessAnyLayer()
        .whereLayer("bridge")
        .mayNotAccessAnyLayer()
        .check(MAIN);
  }

  @Test
  void everyPackageIsInTheOrder() {
    Set<String> packages = new TreeSet<>();
    MAIN.forEach(type -> packages.add(type.getPackageName()));
    packages.removeIf(name -> name.matches("org\\.turnlock\\.(pkcs11|softhsm)(\\..*)?"));
    packages.removeIf(name -> name.matches("org\\.turnlock\\.jca\\.[a-z]+"));
    assertThat(packages)
        .containsExactlyInAnyOrder(
            ROOT + "audit",
            ROOT + "audit.delivery",
            ROOT + "audit.sink",
            ROOT + "audit.trail",
            ROOT + "audit.trail.token",
            ROOT + "provider",
            ROOT + "config",
            ROOT + "jca",
            ROOT + "envelope",
            ROOT + "operation",
            ROOT + "lifecycle",
            ROOT + "files",
            ROOT + "certificate",
            ROOT + "identity",
            ROOT + "keys",
            ROOT + "keys.directory",
            ROOT + "keys.metering",
            ROOT + "keys.record",
            ROOT + "policy",
            ROOT + "token",
            ROOT + "token.pkcs11",
            ROOT + "token.software");
  }

  @Test
  void onlyTheProviderKnowsWhichTokensThereAre() {
    for (String implementation : Set.of(ROOT + "token.pkcs11", ROOT + "token.software")) {
      classes()
          .that()
          .resideInAPackage(implementation)
          .should()
          .onlyHaveDependentClassesThat()
          .resideInAnyPackage(implementation, ROOT + "provider")
          .check(MAIN);
    }
    noClasses()
        .that()
        .resideInAPackage(ROOT + "token.(*)")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            ROOT + "provider",
            ROOT + "config",
            ROOT + "jca..",
            ROOT + "operation..",
            ROOT + "keys..")
        .check(MAIN);
  }

  @Test
  void noSpiPackageUsesAnother() {
    slices().matching(ROOT + "jca.(*)").should().notDependOnEachOther().check(MAIN);
  }

  @Test
  void everyKeyUseGoesThroughKeyOperations() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            ROOT + "operation",
            ROOT + "token..",
            ROOT + "jca.random",
            ROOT + "audit.trail.token", // signs heads: a use of no user's key, and not audited
            ROOT + "softhsm..")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(TokenCryptography.class)
        .check(MAIN);
  }

  @Test
  void onlyTheBridgeKnowsJna() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + "pkcs11..", ROOT + "softhsm..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.sun.jna..")
        .check(MAIN);
  }

  @Test
  void onlyTestsUseThrowAwayTokens() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "softhsm..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + "softhsm..")
        .check(MAIN);
  }

  @Test
  void onlyTheBindingSeesNativeAddresses() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "pkcs11..")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("org.turnlock.pkcs11.binding.Cryptoki")
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + "pkcs11.memory")
        .check(MAIN);
  }
}
