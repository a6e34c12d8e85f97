// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.report;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a backend's name stands for: who works, and on which token. */
enum Contender {
  TURNLOCK_SOFTHSM("turnlock-softhsm", Token.SOFTHSM, Look.TURNLOCK),
  SUNPKCS11_SOFTHSM("sunpkcs11-softhsm", Token.SOFTHSM, Look.SUNPKCS11),
  C_SOFTHSM("c-softhsm", Token.SOFTHSM, Look.C),
  TURNLOCK_NSS("turnlock-nss", Token.NSS, Look.TURNLOCK),
  SUNPKCS11_NSS("sunpkcs11-nss", Token.NSS, Look.SUNPKCS11),
  C_NSS("c-nss", Token.NSS, Look.C),
  C_NSS_MESSAGES("c-nss-messages", Token.NSS, Look.C_MESSAGES),
  TURNLOCK_SOFTWARE("turnlock-software", Token.NONE, Look.SOFTWARE),
  BOUNCY_CASTLE("bouncycastle", Token.NONE, Look.BOUNCY_CASTLE),
  JDK("jdk", Token.NONE, Look.JDK);

  /** Where the keys are. */
  enum Token {
    SOFTHSM("SoftHSM", "softhsm"),
    NSS("NSS", "nss"),
    NONE("without a module", "software");

    private final String title;
    private final String file;

    Token(String title, String file) {
      this.title = title;
      this.file = file;
    }

    String title() {
      return title;
    }

    /** As part of a file's name. */
    String file() {
      return file;
    }

    /** All that use it, in the order of tables and legends. */
    List<Contender> contenders() {
      return Arrays.stream(Contender.values()).filter(it -> it.token == this).toList();
    }

    Contender with(Look look) {
      return contenders().stream().filter(it -> it.look == look).findFirst().orElseThrow();
    }
  }

  private final String backend;
  private final Token token;
  private final Look look;

  Contender(String backend, Token token, Look look) {
    this.backend = backend;
    this.token = token;
    this.look = look;
  }

  static Optional<Contender> of(String backend) {
    return Arrays.stream(values()).filter(it -> it.backend.equals(backend)).findFirst();
  }

  String backend() {
    return backend;
  }

  Token token() {
    return token;
  }

  Look look() {
    return look;
  }
}
