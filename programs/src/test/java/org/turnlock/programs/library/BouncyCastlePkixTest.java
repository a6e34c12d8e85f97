// SPDX-License-Identifier: Apache-2.0
package org.turnlock.programs.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.util.List;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSAuthEnvelopedData;
import org.bouncycastle.cms.CMSAuthEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSEnvelopedData;
import org.bouncycastle.cms.CMSEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.RecipientInformation;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyTransAuthEnvelopedRecipient;
import org.bouncycastle.cms.jcajce.JceKeyTransEnvelopedRecipient;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OutputAEADEncryptor;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.operator.jcajce.JcaAlgorithmParametersConverter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.turnlock.programs.support.TokenKeys;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;

/** Bouncy Castle's certificates, requests and CMS; its own provider is the peer. */
@SoftHsm
class BouncyCastlePkixTest {
  private static final byte[] CONTENT = "the content".getBytes(StandardCharsets.UTF_8);
  private static final Provider PEER = new BouncyCastleProvider();

  private static TokenKeys keys;

  @BeforeAll
  static void makeKeys(SoftHsmToken token) throws Exception {
    keys = TokenKeys.on(token);
    keys.make("RSA", "RSA");
    keys.make("EC", "EC");
  }

  @AfterAll
  static void close() throws Exception {
    keys.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC"})
  void certificateIsSelfSigned(String alias) throws Exception {
    X509Certificate certificate = certificate(alias);
    certificate.verify(certificate.getPublicKey(), PEER);
  }

  @ParameterizedTest
  @CsvSource({"RSA, SHA256withRSA", "RSA, SHA256withRSAandMGF1", "EC, SHA384withECDSA"})
  void certificationRequest(String alias, String algorithm) throws Exception {
    PKCS10CertificationRequest request =
        new JcaPKCS10CertificationRequestBuilder(
                new X500Name("CN=request"), certificate(alias).getPublicKey())
            .build(
                new JcaContentSignerBuilder(algorithm)
                    .setProvider("Turnlock")
                    .build(privateKey(alias)));
    assertThat(
            request.isSignatureValid(
                new JcaContentVerifierProviderBuilder()
                    .setProvider(PEER)
                    .build(certificate(alias).getPublicKey())))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource({"RSA, SHA256withRSA", "RSA, SHA512withRSAandMGF1", "EC, SHA256withECDSA"})
  void signedData(String alias, String algorithm) throws Exception {
    CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
    generator.addSignerInfoGenerator(
        new JcaSignerInfoGeneratorBuilder(
                new JcaDigestCalculatorProviderBuilder().setProvider(PEER).build())
            .build(
                new JcaContentSignerBuilder(algorithm)
                    .setProvider("Turnlock")
                    .build(privateKey(alias)),
                certificate(alias)));
    generator.addCertificates(new JcaCertStore(List.of(certificate(alias))));
    byte[] encoded = generator.generate(new CMSProcessableByteArray(CONTENT), true).getEncoded();

    CMSSignedData read = new CMSSignedData(encoded);
    assertThat(read.getSignedContent().getContent()).isEqualTo(CONTENT);
    SignerInformation signer = read.getSignerInfos().iterator().next();
    assertThat(
            signer.verify(
                new JcaSimpleSignerInfoVerifierBuilder()
                    .setProvider(PEER)
                    .build(certificate(alias))))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void envelopedData(boolean oaep) throws Exception {
    CMSEnvelopedDataGenerator generator = new CMSEnvelopedDataGenerator();
    generator.addRecipientInfoGenerator(recipient(oaep));
    byte[] encoded =
        generator
            .generate(new CMSProcessableByteArray(CONTENT), content(CMSAlgorithm.AES256_CBC))
            .getEncoded();
    RecipientInformation recipient =
        new CMSEnvelopedData(encoded).getRecipientInfos().iterator().next();
    long before = keys.calls("C_Decrypt");
    assertThat(
            recipient.getContent(
                new JceKeyTransEnvelopedRecipient(privateKey("RSA")).setProvider("Turnlock")))
        .isEqualTo(CONTENT);
    assertThat(keys.calls("C_Decrypt") - before).as("the key and the content").isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void authenticatedEnvelopedData(boolean oaep) throws Exception {
    CMSAuthEnvelopedDataGenerator generator = new CMSAuthEnvelopedDataGenerator();
    generator.addRecipientInfoGenerator(recipient(oaep));
    byte[] encoded =
        generator
            .generate(
                new CMSProcessableByteArray(CONTENT),
                (OutputAEADEncryptor) content(CMSAlgorithm.AES256_GCM))
            .getEncoded();
    RecipientInformation recipient =
        new CMSAuthEnvelopedData(encoded).getRecipientInfos().iterator().next();
    assertThat(
            recipient.getContent(
                new JceKeyTransAuthEnvelopedRecipient(privateKey("RSA")).setProvider("Turnlock")))
        .isEqualTo(CONTENT);
  }

  private static JceKeyTransRecipientInfoGenerator recipient(boolean oaep) throws Exception {
    if (!oaep) {
      return new JceKeyTransRecipientInfoGenerator(certificate("RSA")).setProvider(PEER);
    }
    AlgorithmIdentifier scheme =
        new JcaAlgorithmParametersConverter()
            .getAlgorithmIdentifier(
                PKCSObjectIdentifiers.id_RSAES_OAEP,
                new OAEPParameterSpec(
                    "SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));
    return new JceKeyTransRecipientInfoGenerator(certificate("RSA"), scheme).setProvider(PEER);
  }

  private static OutputEncryptor content(ASN1ObjectIdentifier algorithm) throws Exception {
    return new JceCMSContentEncryptorBuilder(algorithm).setProvider(PEER).build();
  }

  private static PrivateKey privateKey(String alias) throws Exception {
    return keys.privateKey(alias);
  }

  private static X509Certificate certificate(String alias) throws Exception {
    return (X509Certificate) keys.keyStore().getCertificate(alias);
  }
}
