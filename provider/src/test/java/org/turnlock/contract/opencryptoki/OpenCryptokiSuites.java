// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.opencryptoki;

import java.util.Set;
import org.turnlock.contract.AesCipherContract;
import org.turnlock.contract.KeyStoreContract;
import org.turnlock.contract.MacContract;
import org.turnlock.contract.NewKeyContract;
import org.turnlock.contract.ResidentPairContract;
import org.turnlock.contract.RsaCipherContract;
import org.turnlock.contract.RsaOaepContract;
import org.turnlock.contract.support.Backend;
import org.turnlock.contract.support.ServedBackends;

/** The suites on openCryptoki; {@link OpenCryptokiTest} runs them where the token is seen. */
final class OpenCryptokiSuites {
  private OpenCryptokiSuites() {}

  static final class AesCiphers extends AesCipherContract {
    @Override
    protected Backend open() {
      return ServedBackends.openCryptoki();
    }
  }

  static final class Macs extends MacContract {
    @Override
    protected Backend open() {
      return ServedBackends.openCryptoki();
    }
  }

  static final class RsaCiphers extends RsaCipherContract {
    @Override
    protected Backend open() {
      return ServedBackends.openCryptoki();
    }
  }

  static final class RsaOaep extends RsaOaepContract {
    @Override
    protected Backend open() {
      return ServedBackends.openCryptoki();
    }
  }

  static final class NewKeys extends NewKeyContract {
    @Override
    protected Backend open() {
      return ServedBackends.openCryptoki();
    }

    @Override
    protected Set<String> cannotMake() {
      return Set.of(
          "EC",
          "secp224r1",
          "secp256r1",
          "secp521r1",
          "secp256k1",
          "brainpoolP384r1",
          "Ed25519",
          "Ed448",
          "EdDSA",
          "X25519",
          "X448",
          "XDH",
          "ML-DSA-44",
          "ML-DSA",
          "ML-KEM-1024",
          "ML-KEM",
          "HmacSHA512/256",
          "HmacSHA3-256");
    }
  }

  static final class KeyStores extends KeyStoreContract {
    @Override
    protected Backend open() {
      return ServedBackends.openCryptoki();
    }
  }

  static final class ResidentPairs extends ResidentPairContract {
    @Override
    protected Backend open() {
      return ServedBackends.openCryptoki();
    }
  }
}
