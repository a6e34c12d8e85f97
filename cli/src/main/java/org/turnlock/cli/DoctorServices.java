// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.turnlock.cli.console.Columns;
import org.turnlock.cli.doctor.SelfTest;
import org.turnlock.cli.doctor.TrialResult;
import org.turnlock.provider.ServiceStatus;

/** The doctor's words on services: which there are, which not and why, and how each did. */
final class DoctorServices {
  private static final int TYPE = 18;
  private static final int ALGORITHM = 34;
  private static final int WHAT = 18;
  private static final int NUMBER = 10;
  private static final int WIDTH = 96;

  /** What the short page shows of the trials that went well; failed ones are always shown. */
  private static final Set<String> USUAL =
      Set.of(
          "Cipher.AES/GCM/NoPadding",
          "Cipher.AES/CBC/PKCS5Padding",
          "Cipher.AES/KW/NoPadding",
          "Cipher.RSA/ECB/PKCS1Padding",
          "Cipher.RSA/ECB/OAEPPadding",
          "Cipher.ChaCha20-Poly1305",
          "Signature.SHA256withRSA",
          "Signature.RSASSA-PSS",
          "Signature.SHA256withECDSA",
          "Signature.Ed25519",
          "Signature.ML-DSA-65",
          "Mac.HmacSHA256",
          "Mac.AESCMAC",
          "KeyAgreement.ECDH",
          "KeyAgreement.X25519",
          "KeyGenerator.AES",
          "KeyPairGenerator.EC",
          "KeyPairGenerator.RSA",
          "SecureRandom.PKCS11",
          "KeyStore.Turnlock");

  private final DoctorPage page;
  private final boolean all;

  /**
   * @param all every trial and every missing service by name
   */
  DoctorServices(DoctorPage page, boolean all) {
    this.page = page;
    this.all = all;
  }

  /** What the token gives, and what it does not and why. */
  void services(List<ServiceStatus> services, int mechanisms) {
    long offered = services.stream().filter(ServiceStatus::offered).count();
    page.heading("Services");
    page.right(
        offered
            + " of the "
            + services.size()
            + " that Turnlock knows, from "
            + mechanisms
            + " mechanisms");
    if (all) {
      byType(services, true).forEach((type, names) -> page.list(type, TYPE, names));
    }
    missing(services);
  }

  private void missing(List<ServiceStatus> services) {
    Map<String, List<ServiceStatus>> byReason = new LinkedHashMap<>();
    for (ServiceStatus service : services) {
      if (!service.offered()) {
        byReason.computeIfAbsent(service.reason(), reason -> new ArrayList<>()).add(service);
      }
    }
    byReason.forEach(
        (reason, without) -> {
          int shown = all ? without.size() : Math.min(3, without.size());
          String more = without.size() > shown ? " and " + (without.size() - shown) + " more" : "";
          page.note("not " + names(without.subList(0, shown)) + more + ": " + reason);
        });
  }

  /** Types and algorithms; a type stands once for those that follow. */
  private static String names(List<ServiceStatus> services) {
    List<String> names = new ArrayList<>();
    String type = "";
    for (ServiceStatus service : services) {
      names.add(
          service.type().equals(type)
              ? service.algorithm()
              : service.type() + " " + service.algorithm());
      type = service.type();
    }
    return String.join(", ", names);
  }

  private static Map<String, List<String>> byType(List<ServiceStatus> services, boolean offered) {
    Map<String, List<String>> byType = new LinkedHashMap<>();
    for (ServiceStatus service : services) {
      if (service.offered() == offered) {
        byType.computeIfAbsent(service.type(), type -> new ArrayList<>()).add(service.algorithm());
      }
    }
    return byType;
  }

  /** Tries every service that there is, and tells of each as it is done. */
  void trials(List<ServiceStatus> services, SelfTest test) {
    page.heading("Trials" + (all ? "" : " (--all shows every one)"));
    page.faint(
        Columns.left("", 2)
            + Columns.left("service", TYPE + ALGORITHM)
            + Columns.left("operation", WHAT)
            + Columns.right("median", NUMBER)
            + Columns.right("C calls", NUMBER));
    int passed = 0;
    int failed = 0;
    int left = 0;
    for (ServiceStatus service : services) {
      if (service.offered()) {
        TrialResult result = test.run(service.type(), service.algorithm());
        switch (result.outcome()) {
          case PASSED -> passed++;
          case FAILED -> failed++;
          default -> left++;
        }
        trial(result);
      }
    }
    String sum = passed + " passed, " + failed + " failed, " + left + " not tried";
    if (failed == 0) {
      page.right(sum);
    } else {
      page.wrong(sum);
    }
  }

  private void trial(TrialResult result) {
    String name = Columns.left(result.type(), TYPE) + Columns.left(result.algorithm(), ALGORITHM);
    switch (result.outcome()) {
      case PASSED -> {
        if (all || USUAL.contains(result.type() + "." + result.algorithm())) {
          page.right(
              name
                  + Columns.left(result.what(), WHAT)
                  + Columns.right(page.time(result.nanos()), NUMBER)
                  + Columns.right(calls(result.calls()), NUMBER));
        }
      }
      case FAILED -> page.wrong(name + shortened(result.message()));
      default -> {
        if (all) {
          page.note(name + result.message());
        }
      }
    }
  }

  private static String shortened(String message) {
    String line = message.replaceAll("\\s+", " ");
    return line.length() <= WIDTH ? line : line.substring(0, WIDTH) + "...";
  }

  private static String calls(long calls) {
    return calls == 0 ? "-" : Long.toString(calls);
  }
}
