// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.start;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.Date;
import java.util.HexFormat;
import java.util.Random;
import java.util.Set;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.turnlock.pkcs11.ModuleOptions;
import org.turnlock.pkcs11.ObjectOperations;
import org.turnlock.pkcs11.PinSource;
import org.turnlock.pkcs11.Pkcs11Module;
import org.turnlock.pkcs11.Pkcs11Token;
import org.turnlock.pkcs11.Slot;
import org.turnlock.pkcs11.Template;
import org.turnlock.pkcs11.TokenListener;
import org.turnlock.pkcs11.TokenOptions;
import org.turnlock.pkcs11.constant.Cka;
import org.turnlock.pkcs11.constant.Ckc;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.pkcs11.constant.Cko;

/**
 * Fills a SoftHSM token: of ten objects eight are AES keys, one is a private key (RSA and EC by
 * turns), and one its certificate. A process of its own, since SoftHSM looks for its tokens once.
 */
final class FillToken {
  /** SoftHSM lists the token's directory for each new object, so the full parts are put aside. */
  private static final int SLICE = 250;

  private static final byte[] P256 = HexFormat.of().parseHex("06082a8648ce3d030107");
  private static final ASN1ObjectIdentifier RSA_SHA256 =
      new ASN1ObjectIdentifier("1.2.840.113549.1.1.11");
  private static final ASN1ObjectIdentifier ECDSA_SHA256 =
      new ASN1ObjectIdentifier("1.2.840.10045.4.3.2");

  private final ObjectOperations objects;
  private final KeyPair rsa;
  private final KeyPair ec;

  private FillToken(ObjectOperations objects) throws GeneralSecurityException {
    this.objects = objects;
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA", "SunRsaSign");
    generator.initialize(2048);
    rsa = generator.generateKeyPair();
    generator = KeyPairGenerator.getInstance("EC", "SunEC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    ec = generator.generateKeyPair();
  }

  /**
   * Fills the one token that there is.
   *
   * @param arguments library, PIN, directory of SoftHSM's tokens, number of objects
   */
  public static void main(String[] arguments) throws GeneralSecurityException, IOException {
    Pkcs11Module module = Pkcs11Module.open(ModuleOptions.of(arguments[0]));
    Slot slot =
        module.slots(true).stream()
            .filter(it -> it.token() != null && it.token().label().equals(StartUpCost.LABEL))
            .findFirst()
            .orElseThrow();
    int wanted = Integer.parseInt(arguments[3]);
    // Nobody else changes this token, so no quirk of SoftHSM's needs a search before each change.
    TokenOptions options =
        new TokenOptions(
            1, Duration.ofMinutes(1), Set.of(), PinSource.NONE, TokenListener.NONE, false);
    try (Pkcs11Token token = new Pkcs11Token(module, slot, options);
        DirectoryStream<Path> directories = Files.newDirectoryStream(Path.of(arguments[2]))) {
      token.login().login(arguments[1].toCharArray());
      Path files = directories.iterator().next();
      Path aside =
          Files.createTempDirectory(Path.of(arguments[2]).toAbsolutePath().getParent(), "aside");
      FillToken filling = new FillToken(token.objects());
      int made = 0;
      for (int number = 0; made < wanted; number++) {
        made += number % 9 == 8 ? filling.pair(number) : filling.secret(number);
        if (made % SLICE < 2) {
          move(files, aside);
        }
      }
      move(aside, files);
      Files.delete(aside);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(from, "*.{object,lock}")) {
      for (Path file : files) {
        if (!file.getFileName().toString().startsWith("token.")) {
          Files.move(file, to.resolve(file.getFileName()));
        }
      }
    }
  }

  private int secret(int number) {
    byte[] value = new byte[32];
    new Random(number).nextBytes(value);
    objects.create(
        template(Cko.SECRET_KEY, number)
            .set(Cka.KEY_TYPE, Ckk.AES)
            .set(Cka.PRIVATE, true)
            .set(Cka.SENSITIVE, true)
            .set(Cka.EXTRACTABLE, false)
            .set(Cka.ENCRYPT, true)
            .set(Cka.DECRYPT, true)
            .set(Cka.VALUE, value)
            .build());
    return 1;
  }

  private int pair(int number) throws GeneralSecurityException, IOException {
    boolean ofRsa = number % 2 == 0;
    KeyPair pair = ofRsa ? rsa : ec;
    X500Name name = new X500Name("CN=key " + number);
    byte[] subject = name.getEncoded("DER");
    Template.Builder key =
        template(Cko.PRIVATE_KEY, number)
            .set(Cka.PRIVATE, true)
            .set(Cka.SENSITIVE, true)
            .set(Cka.EXTRACTABLE, false)
            .set(Cka.SIGN, true)
            .set(Cka.SUBJECT, subject);
    if (ofRsa) {
      RSAPrivateCrtKey numbers = (RSAPrivateCrtKey) pair.getPrivate();
      key.set(Cka.KEY_TYPE, Ckk.RSA)
          .set(Cka.MODULUS, numbers.getModulus())
          .set(Cka.PUBLIC_EXPONENT, numbers.getPublicExponent())
          .set(Cka.PRIVATE_EXPONENT, numbers.getPrivateExponent())
          .set(Cka.PRIME_1, numbers.getPrimeP())
          .set(Cka.PRIME_2, numbers.getPrimeQ())
          .set(Cka.EXPONENT_1, numbers.getPrimeExponentP())
          .set(Cka.EXPONENT_2, numbers.getPrimeExponentQ())
          .set(Cka.COEFFICIENT, numbers.getCrtCoefficient());
    } else {
      key.set(Cka.KEY_TYPE, Ckk.EC)
          .set(Cka.EC_PARAMS, P256)
          .set(Cka.VALUE, ((ECPrivateKey) pair.getPrivate()).getS());
    }
    objects.create(key.build());
    objects.create(
        template(Cko.CERTIFICATE, number)
            .set(Cka.CERTIFICATE_TYPE, Ckc.X_509)
            .set(Cka.PRIVATE, false)
            .set(Cka.SUBJECT, subject)
            .set(Cka.ISSUER, subject)
            .set(Cka.SERIAL_NUMBER, new ASN1Integer(number).getEncoded("DER"))
            .set(Cka.VALUE, certificate(name, number, pair, ofRsa))
            .build());
    return 2;
  }

  private static Template.Builder template(long objectClass, int number) {
    return Template.builder()
        .set(Cka.CLASS, objectClass)
        .set(Cka.TOKEN, true)
        .set(Cka.LABEL, label(number))
        .set(Cka.ID, ByteBuffer.allocate(4).putInt(number).array());
  }

  /** The alias of the object of that number; numbers 8, 17 and so on are private keys. */
  static String label(int number) {
    return "key " + number;
  }

  private static byte[] certificate(X500Name name, int number, KeyPair pair, boolean ofRsa)
      throws GeneralSecurityException, IOException {
    AlgorithmIdentifier algorithm = new AlgorithmIdentifier(ofRsa ? RSA_SHA256 : ECDSA_SHA256);
    V3TBSCertificateGenerator content = new V3TBSCertificateGenerator();
    content.setSerialNumber(new ASN1Integer(BigInteger.valueOf(number)));
    content.setSignature(algorithm);
    content.setIssuer(name);
    content.setSubject(name);
    content.setStartDate(new Time(new Date(0)));
    content.setEndDate(new Time(new Date(4_000_000_000_000L)));
    content.setSubjectPublicKeyInfo(
        SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()));
    byte[] signed = content.generateTBSCertificate().getEncoded("DER");
    Signature signature = Signature.getInstance(ofRsa ? "SHA256withRSA" : "SHA256withECDSA");
    signature.initSign(pair.getPrivate());
    signature.update(signed);
    ASN1EncodableVector whole = new ASN1EncodableVector();
    whole.add(content.generateTBSCertificate());
    whole.add(algorithm);
    whole.add(new DERBitString(signature.sign()));
    return new DERSequence(whole).getEncoded("DER");
  }
}
