// SPDX-License-Identifier: Apache-2.0
package org.turnlock.programs.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.util.List;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.DigestMethod;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.SignedInfo;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMSignContext;
import javax.xml.crypto.dsig.dom.DOMValidateContext;
import javax.xml.crypto.dsig.spec.C14NMethodParameterSpec;
import javax.xml.crypto.dsig.spec.TransformParameterSpec;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.xml.security.Init;
import org.apache.xml.security.signature.XMLSignature;
import org.apache.xml.security.transforms.Transforms;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.turnlock.programs.support.TokenKeys;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** XML signatures by Apache Santuario and by the JDK; each verifies the other's in software. */
@SoftHsm
class XmlSignatureTest {
  private static final String ALGORITHMS =
      """
      RSA, http://www.w3.org/2001/04/xmldsig-more#rsa-sha256
      EC, http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256
      EC, http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512
      """;
  private static final String PSS = "RSA, http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1\n";

  private static TokenKeys keys;

  @BeforeAll
  static void makeKeys(SoftHsmToken token) throws Exception {
    Init.init();
    keys = TokenKeys.on(token);
    keys.make("RSA", "RSA");
    keys.make("EC", "EC");
  }

  @AfterAll
  static void close() throws Exception {
    keys.close();
  }

  @ParameterizedTest
  @CsvSource(textBlock = ALGORITHMS + PSS)
  void bySantuarioWithTheProviderNamed(String alias, String method) throws Exception {
    Document document = document();
    signWithSantuario(document, method, keys.privateKey(alias), keys.provider());
    assertThat(validByTheJdk(document, publicKey(alias))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(textBlock = ALGORITHMS)
  void bySantuarioWithoutAProvider(String alias, String method) throws Exception {
    Document document = document();
    signWithSantuario(document, method, keys.privateKey(alias), null);
    assertThat(validByTheJdk(document, publicKey(alias))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(textBlock = ALGORITHMS)
  void byTheJdkWithoutAProvider(String alias, String method) throws Exception {
    Document document = document();
    signWithTheJdk(document, method, keys.privateKey(alias), null);
    assertThat(validBySantuario(document, publicKey(alias))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(textBlock = ALGORITHMS + PSS)
  void byTheJdkWithTheProviderNamed(String alias, String method) throws Exception {
    Document document = document();
    signWithTheJdk(document, method, keys.privateKey(alias), keys.provider());
    assertThat(validBySantuario(document, publicKey(alias))).isTrue();
  }

  private static void signWithTheJdk(
      Document document, String method, PrivateKey key, Provider provider) throws Exception {
    XMLSignatureFactory factory = XMLSignatureFactory.getInstance("DOM");
    Reference reference =
        factory.newReference(
            "",
            factory.newDigestMethod(DigestMethod.SHA256, null),
            List.of(factory.newTransform(Transform.ENVELOPED, (TransformParameterSpec) null)),
            null,
            null);
    SignedInfo info =
        factory.newSignedInfo(
            factory.newCanonicalizationMethod(
                CanonicalizationMethod.INCLUSIVE, (C14NMethodParameterSpec) null),
            factory.newSignatureMethod(method, null),
            List.of(reference));
    DOMSignContext context = new DOMSignContext(key, document.getDocumentElement());
    if (provider != null) {
      context.setProperty("org.jcp.xml.dsig.internal.dom.SignatureProvider", provider);
    }
    factory.newXMLSignature(info, null).sign(context);
  }

  private static boolean validBySantuario(Document document, PublicKey key) throws Exception {
    return new XMLSignature(signature(document), "").checkSignatureValue(key);
  }

  private static void signWithSantuario(
      Document document, String method, PrivateKey key, Provider provider) throws Exception {
    XMLSignature signature =
        new XMLSignature(document, "", method, 0, CanonicalizationMethod.INCLUSIVE, provider, null);
    document.getDocumentElement().appendChild(signature.getElement());
    Transforms transforms = new Transforms(document);
    transforms.addTransform(Transforms.TRANSFORM_ENVELOPED_SIGNATURE);
    signature.addDocument("", transforms, DigestMethod.SHA256);
    signature.sign(key);
  }

  private static boolean validByTheJdk(Document document, PublicKey key) throws Exception {
    DOMValidateContext context = new DOMValidateContext(key, signature(document));
    return XMLSignatureFactory.getInstance("DOM").unmarshalXMLSignature(context).validate(context);
  }

  private static Element signature(Document document) {
    return (Element)
        document
            .getElementsByTagNameNS(javax.xml.crypto.dsig.XMLSignature.XMLNS, "Signature")
            .item(0);
  }

  private static Document document() throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    return factory
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader("<order><amount>42</amount></order>")));
  }

  private static PublicKey publicKey(String alias) throws Exception {
    return keys.keyStore().getCertificate(alias).getPublicKey();
  }
}
