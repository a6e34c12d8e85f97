// SPDX-License-Identifier: Apache-2.0
package org.turnlock.programs.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.security.Key;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.xml.security.Init;
import org.apache.xml.security.encryption.EncryptedData;
import org.apache.xml.security.encryption.EncryptedKey;
import org.apache.xml.security.encryption.XMLCipher;
import org.apache.xml.security.keys.KeyInfo;
import org.apache.xml.security.utils.EncryptionConstants;
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

/** XML encryption by Apache Santuario: to an RSA key of the token, in software. */
@SoftHsm
class XmlEncryptionTest {
  private static TokenKeys keys;

  @BeforeAll
  static void makeKeys(SoftHsmToken token) throws Exception {
    Init.init();
    keys = TokenKeys.on(token);
    keys.make("RSA", "RSA");
  }

  @AfterAll
  static void close() throws Exception {
    keys.close();
  }

  @ParameterizedTest
  @CsvSource({
    "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p, http://www.w3.org/2009/xmlenc11#aes256-gcm",
    "http://www.w3.org/2009/xmlenc11#rsa-oaep, http://www.w3.org/2001/04/xmlenc#aes128-cbc"
  })
  void openedWithTheKeyOfTheToken(String transport, String content) throws Exception {
    Document document = encrypted(transport, content);
    assertThat(document.getElementsByTagName("amount").getLength()).isZero();
    Element data =
        (Element)
            document
                .getElementsByTagNameNS(EncryptionConstants.EncryptionSpecNS, "EncryptedData")
                .item(0);
    XMLCipher opener = XMLCipher.getInstance();
    opener.init(XMLCipher.DECRYPT_MODE, null);
    EncryptedData encryptedData = opener.loadEncryptedData(document, data);
    XMLCipher keyOpener = XMLCipher.getInstance();
    keyOpener.init(XMLCipher.UNWRAP_MODE, keys.privateKey("RSA"));
    Key contentKey = keyOpener.decryptKey(encryptedData.getKeyInfo().itemEncryptedKey(0), content);
    opener.init(XMLCipher.DECRYPT_MODE, contentKey);
    opener.doFinal(document, data);
    assertThat(document.getElementsByTagName("amount").item(0).getTextContent()).isEqualTo("42");
  }

  private static Document encrypted(String transport, String content) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    Document document =
        factory
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader("<order><amount>42</amount></order>")));
    KeyGenerator generator = KeyGenerator.getInstance("AES");
    generator.init(content.contains("aes256") ? 256 : 128);
    SecretKey contentKey = generator.generateKey();
    XMLCipher keySealer = XMLCipher.getInstance(transport);
    keySealer.init(XMLCipher.WRAP_MODE, keys.keyStore().getCertificate("RSA").getPublicKey());
    EncryptedKey sealedKey = keySealer.encryptKey(document, contentKey);
    XMLCipher sealer = XMLCipher.getInstance(content);
    sealer.init(XMLCipher.ENCRYPT_MODE, contentKey);
    KeyInfo keyInfo = new KeyInfo(document);
    keyInfo.add(sealedKey);
    sealer.getEncryptedData().setKeyInfo(keyInfo);
    sealer.doFinal(document, document.getDocumentElement(), true);
    return document;
  }
}
