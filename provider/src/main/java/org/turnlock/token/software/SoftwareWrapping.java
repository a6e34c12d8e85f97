// SPDX-License-Identifier: Apache-2.0
// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.constant.Cka;
import org.turnlock.pkcs11.constant.Ckf;
import org.turnlock.token.KeyAttributes.KeyClass;
import org.turnlock.token.KeyOutcome;
import org.turnlock.token.TokenException;
import org.turnlock.token.TokenException.Reason;
import org.turnlock.token.TokenKey;
import org.turnlock.token.TokenWrapping;

/** Keys of the software token made out of, or hidden under, other keys of it. */
final class SoftwareWrapping implements TokenWrapping {
  private final SoftwareToken token;
  private final SoftwareMechanisms mechanisms;
  private final RsaKeyTransport transport = new RsaKeyTransport(Primitives.ciphers());

  SoftwareWrapping(SoftwareToken token, SoftwareMechanisms mechanisms) {
    this.token = token;
    this.mechanisms = mechanisms;
  }

  @Override
  public byte[] wrap(TokenKey wrappingKey, Mechanism mechanism, TokenKey key) {
    token.resolve(wrappingKey);
    mechanisms.require(mechanism.type(), Ckf.WRAP);
    throw new TokenException(Reason.UNSUPPORTED, mechanism + " does not wrap");
  }

  @Override
  public byte[] wrapUnder(RSAPublicKey wrappingKey, Mechanism mechanism, TokenKey key) {
    mechanisms.require(mechanism.type(), Ckf.WRAP);
    StoredObject subject = token.resolve(key);
    if (!subject.keyAttributes().extractable()
        || subject.keyAttributes().keyClass() != KeyClass.SECRET) {
      throw new TokenException(
          Reason.KEY_REFUSED, "only an extractable secret key is wrapped under an RSA key");
    }
    byte[] value = subject.material().copyOf(Cka.VALUE);
    try {
      return transport.encrypt(wrappingKey, mechanism, value);
    } finally {
      Arrays.fill(value, (byte) 0);
    }
  }

  @Override
  public TokenKey unwrap(
      TokenKey unwrappingKey, Mechanism mechanism, byte[] wrapped, KeyOutcome outcome) {
    token.resolve(unwrappingKey);
    mechanisms.require(mechanism.type(), Ckf.UNWRAP);
    throw new TokenException(Reason.UNSUPPORTED, mechanism + " does not unwrap");
  }

  @Override
  public TokenKey derive(TokenKey baseKey, Mechanism mechanism, KeyOutcome outcome) {
    token.resolve(baseKey);
    mechanisms.require(mechanism.type(), Ckf.DERIVE);
    throw new TokenException(Reason.UNSUPPORTED, mechanism + " does not derive");
  }
}
