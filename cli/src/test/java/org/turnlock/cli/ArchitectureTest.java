// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.turnlock.pkcs11.binding.CallTrace;
import org.turnlock.pkcs11.binding.ThreadCalls;

class ArchitectureTest {
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.turnlock.cli");

  /** The provider, its configuration, and what its keys and tokens say of themselves. */
  @Test
  void onlyTheProvidersPublicApiIsUsed() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAPackage("org.turnlock..")
                .and(
                    not(
                        resideInAnyPackage(
                            "org.turnlock.cli..",
                            "org.turnlock.provider",
                            "org.turnlock.audit",
                            "org.turnlock.audit.trail",
                            "org.turnlock.config",
                            "org.turnlock.identity",
                            "org.turnlock.policy",
                            "org.turnlock.keys",
                            "org.turnlock.token")))
                .and(not(type(CallTrace.class)))
                .and(not(type(CallTrace.Count.class)))
                .and(not(type(ThreadCalls.class))))
        .check(MAIN);
  }

  @Test
  void theDoctorKnowsNothingOfTheCommandLine() {
    noClasses()
        .that()
        .resideInAPackage("org.turnlock.cli.doctor")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.turnlock.cli", "picocli..")
        .check(MAIN);
  }

  @Test
  void onlyOneClassReachesNativeCode() {
    noClasses()
        .that()
        .haveNameNotMatching(".*\\.ProcessEnvironment(\\$.*)?")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.sun.jna..")
        .check(MAIN);
  }
}
