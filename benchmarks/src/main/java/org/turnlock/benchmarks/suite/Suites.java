// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.suite;

import java.util.ArrayList;
import java.util.List;

/** The two suites: what is compared at what, and for how long. */
public final class Suites {
  private static final int KIB = 1024;
  private static final int MIB = KIB * KIB;
  private static final List<Integer> SIZES = List.of(64, KIB, 16 * KIB, MIB);
  private static final List<Integer> MORE_THREADS = List.of(2, 8, 64);
  private static final List<Integer> DELAYS = List.of(200, 1000, 5000);
  private static final int NO_SIZE = 0;
  private static final int FEW = 8;

  private static final List<String> SOFTHSM =
      List.of("turnlock-softhsm", "sunpkcs11-softhsm", "c-softhsm");
  private static final List<String> NSS = List.of("turnlock-nss", "sunpkcs11-nss", "c-nss");
  private static final List<String> SOFTWARE = List.of("turnlock-software", "bouncycastle", "jdk");
  private static final List<String> ON_TOKENS =
      List.of("turnlock-softhsm", "sunpkcs11-softhsm", "turnlock-nss", "sunpkcs11-nss");
  private static final List<String> TURNLOCK =
      List.of("turnlock-softhsm", "turnlock-nss", "turnlock-software");
  private static final String C_MESSAGES = "c-nss-messages";

  private final Competitors competitors;
  private final List<Contest> contests = new ArrayList<>();

  private Suites(Competitors competitors) {
    this.competitors = competitors;
  }

  /** The suite of that name. */
  public static Suite named(String name, Competitors competitors) {
    return switch (name) {
      case "quick" -> quick(competitors);
      case "full" -> full(competitors);
      default -> throw new IllegalArgumentException("no suite " + name);
    };
  }

  /** What the goals need, in under ten minutes on two CPUs. */
  private static Suite quick(Competitors competitors) {
    Suites quick = new Suites(competitors);
    for (int size : SIZES) {
      quick.add(Case.of("aes-gcm-encrypt", size), SOFTHSM);
      quick.add(
          Case.of("aes-gcm-encrypt", size), size <= KIB ? and(NSS, List.of(C_MESSAGES)) : NSS);
    }
    quick.add(Case.of("aes-gcm-encrypt", KIB), SOFTWARE);
    quick.add(Case.of("aes-gcm-decrypt", KIB), SOFTHSM);
    quick.add(Case.of("aes-gcm-decrypt", 64), NSS);
    quick.add(Case.of("aes-gcm-decrypt", KIB), NSS);
    for (String operation : List.of("rsa-2048-sign", "ecdsa-p256-sign", "hmac-sha256")) {
      quick.add(Case.of(operation, KIB), SOFTHSM);
    }
    quick.alias("turnlock-softhsm");
    for (int threads : List.of(8, 64)) {
      quick.onTokens(Case.of("aes-gcm-encrypt", KIB).by(threads));
    }
    for (int threads : List.of(1, 64)) {
      quick.onTokens(Case.of("aes-gcm-encrypt", KIB).by(threads).at(1000));
    }
    return new Suite("quick", new Pace(2, 2500, 5, 160, 575), quick.contests);
  }

  /** All operations, with all backends that can do them. */
  private static Suite full(Competitors competitors) {
    Suites full = new Suites(competitors);
    for (String operation : List.of("aes-gcm-encrypt", "aes-gcm-decrypt")) {
      for (int size : SIZES) {
        full.everywhere(Case.of(operation, size), C_MESSAGES);
      }
    }
    for (int size : List.of(KIB, MIB)) {
      full.onTokens(Case.of("aes-gcm-encrypt-direct", size));
    }
    for (String key : List.of("rsa-2048", "rsa-3072", "ecdsa-p256", "ed25519")) {
      full.everywhere(Case.of(key + "-sign", KIB));
      full.everywhere(Case.of(key + "-verify", KIB));
    }
    for (int size : List.of(KIB, 16 * KIB)) {
      full.everywhere(Case.of("hmac-sha256", size));
    }
    full.everywhere(Case.of("aes-wrap", NO_SIZE));
    full.everywhere(Case.of("aes-unwrap", NO_SIZE));
    full.everywhere(Case.of("get-key", NO_SIZE));
    for (int size : List.of(KIB, MIB)) {
      full.add(Case.of("sealed-encrypt", size), TURNLOCK);
      full.add(Case.of("sealed-decrypt", size), TURNLOCK);
    }
    TURNLOCK.forEach(full::alias);
    full.streams();
    full.threads();
    for (int delay : DELAYS) {
      for (int threads : List.of(1, 2, 8, 64)) {
        full.onTokens(Case.of("aes-gcm-encrypt", KIB).by(threads).at(delay));
      }
    }
    return new Suite("full", new Pace(2, 2000, 5, 200, 62 * 60), full.contests);
  }

  /** One right after the other, to be compared. */
  private void alias(String backend) {
    add(Case.of("plain-encrypt", KIB), List.of(backend));
    add(Case.of("alias-encrypt", KIB), List.of(backend));
  }

  private void streams() {
    for (String direction : List.of("encrypt", "decrypt")) {
      onTokens(Case.of("stream-ctr-" + direction, 64 * MIB));
      add(Case.of("stream-sealed-" + direction, 64 * MIB), TURNLOCK);
    }
    onTokens(Case.of("stream-cbc-decrypt", 64 * MIB));
    onTokens(Case.of("stream-ctr-encrypt", KIB * MIB));
    add(Case.of("stream-sealed-encrypt", KIB * MIB), TURNLOCK);
  }

  private void threads() {
    for (int threads : MORE_THREADS) {
      everywhere(Case.of("aes-gcm-encrypt", KIB).by(threads), C_MESSAGES);
      add(Case.of("aes-gcm-decrypt", KIB).by(threads), SOFTHSM);
      add(Case.of("aes-gcm-decrypt", KIB).by(threads), NSS);
      for (String key : List.of("rsa-2048", "rsa-3072", "ecdsa-p256", "ed25519")) {
        add(Case.of(key + "-sign", KIB).by(threads), SOFTHSM);
      }
      add(Case.of("hmac-sha256", KIB).by(threads), SOFTHSM);
      add(Case.of("aes-wrap", NO_SIZE).by(threads), SOFTHSM);
      // SunPKCS11's KeyStore is one monitor: of 64 threads some do not come to their turn.
      if (threads <= FEW) {
        add(Case.of("get-key", NO_SIZE).by(threads), SOFTHSM);
      }
    }
  }

  private void everywhere(Case what, String... more) {
    add(what, SOFTHSM);
    add(what, and(NSS, List.of(more)));
    add(what, SOFTWARE);
  }

  private void onTokens(Case what) {
    add(what, ON_TOKENS.subList(0, 2));
    add(what, ON_TOKENS.subList(2, 4));
  }

  private static List<String> and(List<String> some, List<String> more) {
    List<String> all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }

  private void add(Case what, List<String> names) {
    List<Competitor> able = new ArrayList<>();
    for (String name : names) {
      competitors.of(name, what.operation()).ifPresent(able::add);
    }
    if (!able.isEmpty()) {
      contests.add(new Contest(what, able));
    }
  }
}
