// SPDX-License-Identifier: Apache-2.0
package org.turnlock.lifecycle;

import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Optional;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedKeyException.Reason;
import org.turnlock.keys.ManagedKeyKind;
import org.turnlock.keys.SecretAlgorithms;
import org.turnlock.token.KeyPairParameters;
import org.turnlock.token.NewKey;
import org.turnlock.token.Rfc8410Curve;
import org.turnlock.token.Token;
import org.turnlock.token.TokenKeyPair;

/** Keys that the token makes itself. */
final class GeneratedMaterial implements VersionMaterial<RuntimeException> {
  private final Token token;

  GeneratedMaterial(Token token) {
    this.token = token;
  }

  @Override
  public Made make(ManagedKeyKind kind, NewKey description) {
    if (!ManagedKinds.isStrongEnough(kind)) {
      throw new ManagedKeyException(
          Reason.UNSUPPORTED, "no new " + kind + " keys are made: they are too short by now");
    }
    if (!ManagedKinds.isKnown(kind)) {
      throw new ManagedKeyException(
          Reason.UNSUPPORTED, "no new " + kind + " keys are made: no such kind is known here");
    }
    if (!kind.isPair()) {
      long keyType = SecretAlgorithms.keyTypeOf(kind.algorithm());
      return new Made(
          token.objects().generateSecretKey(keyType, kind.bits() / Byte.SIZE, description),
          Optional.empty());
    }
    TokenKeyPair pair = token.objects().generateKeyPair(parameters(kind), description);
    return new Made(pair.privateKey(), Optional.of(pair.publicKey()));
  }

  private static KeyPairParameters parameters(ManagedKeyKind kind) {
    return switch (kind.algorithm()) {
      case ManagedKinds.RSA -> new KeyPairParameters.Rsa(kind.bits(), RSAKeyGenParameterSpec.F4);
      case ManagedKinds.EC -> new KeyPairParameters.Ec(NamedCurves.parameters(kind.curve()));
      default -> new KeyPairParameters.Edwards(Rfc8410Curve.ED25519.identifier());
    };
  }
}
