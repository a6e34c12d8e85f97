// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.token.CurveCodec;
import org.turnlock.token.KeyId;
import org.turnlock.token.KeyPairParameters;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.NewKey;
import org.turnlock.token.ObjectQuery;
import org.turnlock.token.PrivateKeyParts;
import org.turnlock.token.PublicHalf;
import org.turnlock.token.Rfc8410Curve;
import org.turnlock.token.Token;
import org.turnlock.token.TokenContents;
import org.turnlock.token.TokenKey;
import org.turnlock.token.TokenKeyPair;

/** What a token tells of the public halves of its private keys, and that they end with them. */
public abstract class PublicHalfContract {
  private static final Set<KeyUsage> USAGES = Set.of(KeyUsage.SIGN, KeyUsage.VERIFY);

  /** A token, logged in. */
  protected abstract Token token();

  private static NewKey resident() {
    return NewKey.resident("half@1", USAGES);
  }

  @Test
  void aGeneratedPairTellsItsPublicHalf() throws Exception {
    for (KeyPairParameters parameters :
        new KeyPairParameters[] {
          new KeyPairParameters.Rsa(2048, RSAKeyGenParameterSpec.F4),
          new KeyPairParameters.Ec(CurveCodec.encode("secp256r1")),
          new KeyPairParameters.Ec(CurveCodec.encode("secp521r1")),
          new KeyPairParameters.Edwards(Rfc8410Curve.ED25519.identifier())
        }) {
      TokenKeyPair pair = token().objects().generateKeyPair(parameters, resident());
      assertThat(token().objects().publicKey(pair.privateKey()))
          .as(parameters.toString())
          .hasValue(pair.publicKey());
      token().objects().destroy(pair.privateKey());
    }
  }

  @Test
  void anImportedPairTellsItOnceItWasGivenIt() throws Exception {
    Map<String, AlgorithmParameterSpec> kinds = new LinkedHashMap<>();
    kinds.put("RSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4));
    kinds.put("EC", new ECGenParameterSpec("secp384r1"));
    kinds.put("Ed25519", NamedParameterSpec.ED25519);
    for (Map.Entry<String, AlgorithmParameterSpec> kind : kinds.entrySet()) {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(kind.getKey());
      generator.initialize(kind.getValue());
      KeyPair software = generator.generateKeyPair();
      PublicKey half = halfOf(software.getPrivate());
      assertThat(half.getEncoded()).as(kind.getKey()).isEqualTo(software.getPublic().getEncoded());
      TokenKey key = token().objects().importKey(software.getPrivate(), 0, resident());
      token().objects().addPublicKey(key, half);
      assertThat(token().objects().publicKey(key).orElseThrow().getEncoded())
          .as(kind.getKey())
          .isEqualTo(software.getPublic().getEncoded());
      token().objects().destroyAll(key.attributes().id());
      assertThat(found(key.attributes().id()).keys()).isEmpty();
    }
  }

  private static PublicKey halfOf(PrivateKey key) throws Exception {
    return PublicHalf.of(PrivateKeyParts.of(key)).orElseThrow();
  }

  @Test
  void whatHasAnIdIsRemovedByItAndNothingElse() throws Exception {
    TokenKey other = token().objects().generateSecretKey(Ckk.AES, 32, resident());
    NewKey description = resident();
    TokenKeyPair pair =
        token()
            .objects()
            .generateKeyPair(new KeyPairParameters.Ec(CurveCodec.encode("secp256r1")), description);
    assertThat(pair.publicKey()).isInstanceOf(ECPublicKey.class);
    token().objects().destroyAll(description.id());
    token().objects().destroyAll(description.id());
    assertThat(found(description.id()).keys()).isEmpty();
    assertThat(found(other.attributes().id()).keys()).hasSize(1);
    token().objects().destroyAll(other.attributes().id());
  }

  private TokenContents found(KeyId id) {
    return token().objects().find(new ObjectQuery.Identified(id));
  }
}
