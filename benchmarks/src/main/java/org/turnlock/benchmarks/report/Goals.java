// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.turnlock.benchmarks.report.Contender.Token;
import org.turnlock.benchmarks.suite.Case;
import org.turnlock.benchmarks.suite.Measurement;
import org.turnlock.benchmarks.suite.Ratio;
import org.turnlock.benchmarks.suite.Results;
import org.turnlock.benchmarks.suite.Units;

/** What Turnlock set out to reach, and what a run says of it. */
final class Goals {
  private static final int KIB = 1024;
  private static final int MIB = 1024 * 1024;
  private static final int MILLISECOND = 1000;

  /** A Java array of 1 KiB and a tag, with its head. */
  private static final int OUTPUT = 16 + KIB + 16;

  private static final int MORE_GARBAGE = 64;

  private final Results results;

  Goals(Results results) {
    this.results = results;
  }

  List<Goal> all() {
    List<Goal> goals = new ArrayList<>();
    goals.add(nssToSun(64, 8));
    goals.add(nssToSun(KIB, 5));
    goals.add(
        goal(
            "NSS, AES-GCM, 64 B and 1 KiB, one thread, to C on PKCS#11 2.40",
            1,
            Token.NSS,
            Look.C,
            gcm().and(it -> it.size() <= KIB)));
    goals.add(
        goal(
            "NSS, AES-GCM, 16 KiB and 1 MiB, one thread, to C on PKCS#11 2.40",
            0.85,
            Token.NSS,
            Look.C,
            gcm().and(it -> it.size() == 16 * KIB || it.size() == MIB)));
    goals.add(goal("SoftHSM, everything, to SunPKCS11", 1, Token.SOFTHSM, Look.SUNPKCS11, near()));
    goals.add(
        goal(
            "SoftHSM, where SunPKCS11 makes more calls, to SunPKCS11",
            1.15,
            Token.SOFTHSM,
            Look.SUNPKCS11,
            near().and(this::sunCallsMore)));
    goals.add(goal("SoftHSM, everything, to C", 0.95, Token.SOFTHSM, Look.C, near()));
    goals.add(network(Token.SOFTHSM, "PKCS#11 2.40", 1.4));
    goals.add(network(Token.NSS, "PKCS#11 3.0", 2.5));
    goals.add(garbage());
    goals.add(alias());
    return goals;
  }

  private Goal nssToSun(int size, double atLeast) {
    return goal(
        "NSS, AES-GCM, " + Units.bytes(size) + ", one thread, to SunPKCS11",
        atLeast,
        Token.NSS,
        Look.SUNPKCS11,
        gcm().and(it -> it.size() == size));
  }

  private Goal network(Token token, String version, double atLeast) {
    return goal(
        "A token 1 ms away on " + version + ", AES-GCM encryption, to SunPKCS11",
        atLeast,
        token,
        Look.SUNPKCS11,
        it -> it.delayMicros() == MILLISECOND && it.operation().equals("aes-gcm-encrypt"));
  }

  private Goal goal(
      String what, double atLeast, Token token, Look opponent, Predicate<Case> which) {
    List<Goal.Measured> measured = new ArrayList<>();
    for (Case each : results.cases()) {
      if (which.test(each)) {
        results
            .ratio(each, token.with(Look.TURNLOCK).backend(), token.with(opponent).backend())
            .ifPresent(ratio -> measured.add(new Goal.Measured(name(what, each), ratio)));
      }
    }
    return Goal.of(what, atLeast, measured);
  }

  /** Without what the goal says already. */
  private static String name(String goal, Case what) {
    String name = Names.of(what) + Names.threads(what);
    return goal.contains("AES-GCM") ? name.replace("AES-GCM ", "") : name;
  }

  private static String name(Contender contender) {
    return contender.token() == Token.NONE ? contender.look().title() : contender.token().title();
  }

  private static Predicate<Case> near() {
    return it -> it.delayMicros() == 0;
  }

  private static Predicate<Case> gcm() {
    return near().and(it -> it.threads() == 1 && it.operation().startsWith("aes-gcm-"));
  }

  /** Calls do not depend on threads, and are counted with one. */
  private boolean sunCallsMore(Case what) {
    Optional<Double> ours = calls(what, Contender.TURNLOCK_SOFTHSM);
    Optional<Double> theirs = calls(what, Contender.SUNPKCS11_SOFTHSM);
    return ours.isPresent() && theirs.isPresent() && theirs.get() > ours.get() + 0.5;
  }

  private Optional<Double> calls(Case what, Contender contender) {
    return results.find(what.by(1), contender.backend()).map(Measurement::calls);
  }

  private Goal garbage() {
    List<String> words = new ArrayList<>();
    Verdict verdict = Verdict.NOT_MEASURED;
    for (Token token : List.of(Token.SOFTHSM, Token.NSS)) {
      Optional<Double> bytes =
          results
              .find(Case.of("aes-gcm-encrypt", KIB), token.with(Look.TURNLOCK).backend())
              .map(Measurement::bytes);
      if (bytes.isPresent()) {
        double more = bytes.get() - OUTPUT;
        words.add(String.format(Locale.ROOT, "%s %+.0f", token.title(), more));
        boolean reached = more <= MORE_GARBAGE + 0.5 && verdict != Verdict.MISSED;
        verdict = reached ? Verdict.REACHED : Verdict.MISSED;
      }
    }
    return new Goal(
        "Garbage of an encryption of 1 KiB, beside the output array of " + OUTPUT + " bytes",
        "at most " + MORE_GARBAGE + " bytes",
        String.join("; ", words),
        verdict);
  }

  /** Two operations of one backend, measured one right after the other. */
  private Goal alias() {
    List<Goal.Measured> measured = new ArrayList<>();
    Case alias = Case.of("alias-encrypt", KIB);
    for (Look look : List.of(Look.TURNLOCK, Look.SOFTWARE)) {
      for (Contender contender : Contender.values()) {
        if (contender.look() == look) {
          results
              .find(alias, contender.backend())
              .flatMap(
                  it ->
                      results
                          .find(Case.of("plain-encrypt", KIB), contender.backend())
                          .map(plain -> Ratio.of(it, plain)))
              .ifPresent(it -> measured.add(new Goal.Measured(name(contender), it)));
        }
      }
    }
    return Goal.of("AES-GCM, 1 KiB, by the alias of a rotated key, to a plain key", 0.97, measured);
  }
}
