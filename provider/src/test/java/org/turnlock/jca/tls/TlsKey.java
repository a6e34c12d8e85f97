// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.tls;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Locale;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** The kinds of key that TLS authenticates with. */
enum TlsKey {
  RSA(
      "RSA",
      new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4),
      "SHA256withRSA",
      "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"),
  RSA_PSS(
      "RSASSA-PSS",
      new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4),
      "SHA256withRSAandMGF1",
      "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"),
  EC_P256(
      "EC",
      new ECGenParameterSpec("secp256r1"),
      "SHA256withECDSA",
      "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"),
  EC_P384(
      "EC",
      new ECGenParameterSpec("secp384r1"),
      "SHA384withECDSA",
      "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"),
  ED25519(
      "Ed25519",
      NamedParameterSpec.ED25519,
      "Ed25519",
      "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256");

  private final String algorithm;
  private final AlgorithmParameterSpec parameters;
  private final String signature;
  private final String tls12Suite;

  TlsKey(String algorithm, AlgorithmParameterSpec parameters, String signature, String tls12Suite) {
    this.algorithm = algorithm;
    this.parameters = parameters;
    this.signature = signature;
    this.tls12Suite = tls12Suite;
  }

  /** A cipher suite of this protocol that this kind of key can serve. */
  String suite(String protocol) {
    return protocol.equals("TLSv1.3") ? "TLS_AES_128_GCM_SHA256" : tls12Suite;
  }

  String alias() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** A software pair, which the token gets a copy of. */
  KeyPair pair() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(parameters);
    return generator.generateKeyPair();
  }

  X509Certificate selfSigned(KeyPair pair) throws Exception {
    X500Principal name = new X500Principal("CN=localhost, OU=" + alias());
    Instant now = Instant.now();
    return new JcaX509CertificateConverter()
        .getCertificate(
            new JcaX509v3CertificateBuilder(
                    name,
                    BigInteger.valueOf(ordinal() + 1),
                    Date.from(now.minus(Duration.ofDays(1))),
                    Date.from(now.plus(Duration.ofDays(1))),
                    name,
                    pair.getPublic())
                .build(
                    new JcaContentSignerBuilder(signature)
                        .setProvider(new BouncyCastleProvider())
                        .build(pair.getPrivate())));
  }
}
