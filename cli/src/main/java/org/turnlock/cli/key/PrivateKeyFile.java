// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.key;

import java.io.IOException;
import java.nio.CharBuffer;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.turnlock.cli.console.Failure;

/** Private keys in PEM and DER: PKCS #8, encrypted or not, PKCS #1 and SEC 1. */
final class PrivateKeyFile {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z ]*PRIVATE KEY)-----(.*?)-----END \\1-----", Pattern.DOTALL);

  private static final Pattern BEGIN = Pattern.compile("(?m)^-----BEGIN ");

  private static final ASN1ObjectIdentifier ED25519 = new ASN1ObjectIdentifier("1.3.101.112");

  private final Supplier<char[]> password;

  PrivateKeyFile(Supplier<char[]> password) {
    this.password = password;
  }

  /** Whether a file has PEM blocks in it. */
  static boolean isPem(byte[] content) {
    char[] text = text(content);
    try {
      return BEGIN.matcher(CharBuffer.wrap(text)).find();
    } finally {
      Arrays.fill(text, '\0');
    }
  }

  /** The bytes as characters of the same numbers, so that places in one are places in the other. */
  private static char[] text(byte[] content) {
    char[] text = new char[content.length];
    for (int i = 0; i < text.length; i++) {
      text[i] = (char) (content[i] & 0xFF);
    }
    return text;
  }

  PrivateKey fromPem(byte[] content) throws GeneralSecurityException {
    char[] text = text(content);
    byte[] body = {};
    byte[] der = {};
    try {
      Matcher block = BLOCK.matcher(CharBuffer.wrap(text));
      if (!block.find()) {
        throw new Failure("the file has no private key in it, only other PEM blocks");
      }
      body = Arrays.copyOfRange(content, block.start(2), block.end(2));
      for (byte one : body) {
        if (one == ':') {
          throw new Failure(
              "OpenSSL's old encryption of keys (Proc-Type) is not read; convert the key: openssl"
                  + " pkcs8 -topk8 -in FILE -out NEW");
        }
      }
      der = Base64.getMimeDecoder().decode(body);
      return decoded(block.group(1), der);
    } finally {
      Arrays.fill(text, '\0');
      Arrays.fill(body, (byte) 0);
      Arrays.fill(der, (byte) 0);
    }
  }

  private PrivateKey decoded(String label, byte[] der) throws GeneralSecurityException {
    return switch (label) {
      case "PRIVATE KEY" -> plain(der);
      case "ENCRYPTED PRIVATE KEY" -> encrypted(der);
      case "RSA PRIVATE KEY" -> pkcs1(der);
      case "EC PRIVATE KEY" -> sec1(der);
      default -> throw new Failure("a key of the kind " + label + " is not read");
    };
  }

  PrivateKey fromDer(byte[] der) throws GeneralSecurityException {
    InvalidKeySpecException first;
    try {
      return plain(der);
    } catch (InvalidKeySpecException e) {
      first = e;
    }
    try {
      new EncryptedPrivateKeyInfo(der);
    } catch (IOException notEncrypted) {
      return traditional(der, first);
    }
    return encrypted(der);
  }

  private static PrivateKey traditional(byte[] der, InvalidKeySpecException first)
      throws GeneralSecurityException {
    try {
      return pkcs1(der);
    } catch (InvalidKeySpecException notRsa) {
      try {
        return sec1(der);
      } catch (InvalidKeySpecException notEc) {
        throw first;
      }
    }
  }

  private static PrivateKey plain(byte[] der) throws GeneralSecurityException {
    ASN1ObjectIdentifier algorithm;
    try {
      algorithm = PrivateKeyInfo.getInstance(der).getPrivateKeyAlgorithm().getAlgorithm();
    } catch (RuntimeException e) {
      throw new InvalidKeySpecException("the file holds no PKCS #8 private key", e);
    }
    return KeyFactory.getInstance(name(algorithm)).generatePrivate(new PKCS8EncodedKeySpec(der));
  }

  private static String name(ASN1ObjectIdentifier algorithm) {
    if (algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)) {
      return "RSA";
    }
    if (algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
      return "EC";
    }
    if (algorithm.equals(ED25519)) {
      return "Ed25519";
    }
    throw new Failure("there are no managed keys of the algorithm " + algorithm);
  }

  private PrivateKey encrypted(byte[] der) throws GeneralSecurityException {
    char[] secret = password.get();
    PBEKeySpec spec = new PBEKeySpec(secret);
    byte[] clear = {};
    try {
      EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(der);
      AlgorithmParameters parameters = info.getAlgParameters();
      // PBES2's whole name is in its parameters.
      String name = parameters == null ? info.getAlgName() : parameters.toString();
      Cipher cipher = Cipher.getInstance(name);
      cipher.init(
          Cipher.DECRYPT_MODE, SecretKeyFactory.getInstance(name).generateSecret(spec), parameters);
      clear = info.getKeySpec(cipher).getEncoded();
      return plain(clear);
    } catch (IOException | InvalidKeySpecException e) {
      throw new Failure("the private key cannot be decrypted: a wrong password, or damage", e);
    } finally {
      spec.clearPassword();
      Arrays.fill(secret, '\0');
      Arrays.fill(clear, (byte) 0);
    }
  }

  private static PrivateKey pkcs1(byte[] der) throws GeneralSecurityException {
    try {
      return pkcs8(
          new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
          RSAPrivateKey.getInstance(der));
    } catch (IOException | RuntimeException e) {
      throw new InvalidKeySpecException("the file holds no RSA private key", e);
    }
  }

  private static PrivateKey sec1(byte[] der) throws GeneralSecurityException {
    try {
      ECPrivateKey key = ECPrivateKey.getInstance(der);
      return pkcs8(
          new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, key.getParametersObject()),
          key);
    } catch (IOException | RuntimeException e) {
      throw new InvalidKeySpecException("the file holds no EC private key", e);
    }
  }

  private static PrivateKey pkcs8(AlgorithmIdentifier algorithm, ASN1Encodable key)
      throws GeneralSecurityException, IOException {
    byte[] der = new PrivateKeyInfo(algorithm, key).getEncoded("DER");
    try {
      return plain(der);
    } finally {
      Arrays.fill(der, (byte) 0);
    }
  }
}
