// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import java.util.ArrayList;
import java.util.List;
import org.turnlock.jca.Hash;
import org.turnlock.jca.cipher.AesBlockCipherSpi;
import org.turnlock.jca.cipher.AesCtrCipherSpi;
import org.turnlock.jca.cipher.AesGcmCipherSpi;
import org.turnlock.jca.cipher.RsaCipherSpi;
import org.turnlock.jca.cipher.RsaPadding;
import org.turnlock.pkcs11.constant.Ckf;
import org.turnlock.pkcs11.constant.Ckm;

/** The Cipher services. */
final class CipherServices {
  private static final long BOTH_WAYS = Ckf.ENCRYPT | Ckf.DECRYPT;
  private static final Need ECB = Need.of(Ckm.AES_ECB, BOTH_WAYS);
  private static final Need CBC = Need.of(Ckm.AES_CBC, BOTH_WAYS);
  private static final Need CTR = Need.of(Ckm.AES_CTR, BOTH_WAYS);
  private static final Need GCM = Need.of(Ckm.AES_GCM, BOTH_WAYS);
  private static final String AES_OID = "2.16.840.1.101.3.4.1";

  private CipherServices() {}

  static List<ServiceRow> rows() {
    List<ServiceRow> rows = new ArrayList<>(anyKeyLength());
    rows.addAll(fixedKeyLength(128, 0));
    rows.addAll(fixedKeyLength(192, 20));
    rows.addAll(fixedKeyLength(256, 40));
    rows.addAll(rsa());
    return rows;
  }

  private static List<ServiceRow> anyKeyLength() {
    return List.of(
        block("AES", context -> AesBlockCipherSpi.ecb(context, true, 0), ECB)
            .oid(AES_OID)
            .aliases("AES/ECB/PKCS5Padding", "AES/ECB/PKCS7Padding")
            .attribute("SupportedModes", "ECB")
            .attribute("SupportedPaddings", "NOPADDING|PKCS5PADDING|PKCS7PADDING"),
        block("AES/ECB/NoPadding", context -> AesBlockCipherSpi.ecb(context, false, 0), ECB),
        block("AES/CBC/PKCS5Padding", context -> AesBlockCipherSpi.cbc(context, true, 0), CBC)
            .aliases("AES/CBC/PKCS7Padding"),
        block("AES/CBC/ISO10126Padding", AesBlockCipherSpi::cbcWithRandomPadding, CBC),
        block("AES/CBC/NoPadding", context -> AesBlockCipherSpi.cbc(context, false, 0), CBC),
        aes("AES/CTR/NoPadding", AesCtrCipherSpi.class, AesCtrCipherSpi::new, CTR),
        gcm("AES/GCM/NoPadding", 0));
  }

  /**
   * Names that fix the key length, each with its own object identifier.
   *
   * @param arc where the identifiers of this length begin under that of AES
   */
  private static List<ServiceRow> fixedKeyLength(int bits, int arc) {
    String aes = "AES_" + bits;
    return List.of(
        block(aes + "/ECB/NoPadding", context -> AesBlockCipherSpi.ecb(context, false, bits), ECB)
            .oid(AES_OID + "." + (arc + 1)),
        block(aes + "/CBC/NoPadding", context -> AesBlockCipherSpi.cbc(context, false, bits), CBC)
            .oid(AES_OID + "." + (arc + 2)),
        gcm(aes + "/GCM/NoPadding", bits).oid(AES_OID + "." + (arc + 6)));
  }

  private static ServiceRow block(String name, SpiFactory factory, Need need) {
    return aes(name, AesBlockCipherSpi.class, factory, need);
  }

  private static ServiceRow gcm(String name, int bits) {
    return aes(name, AesGcmCipherSpi.class, context -> new AesGcmCipherSpi(context, bits), GCM);
  }

  private static ServiceRow aes(String name, Class<?> spi, SpiFactory factory, Need need) {
    return ServiceRow.of("Cipher", name, spi, factory).needs(need).takes(KeyKind.AES);
  }

  private static List<ServiceRow> rsa() {
    List<ServiceRow> rows = new ArrayList<>();
    rows.add(
        rsa("RSA/ECB/PKCS1Padding", RsaPadding.PKCS1, Ckm.RSA_PKCS)
            .oid("1.2.840.113549.1.1.1")
            .aliases("RSA")
            .attribute("SupportedModes", "ECB|NONE")
            .attribute("SupportedPaddings", "NOPADDING|PKCS1PADDING|OAEPPADDING|OAEPWITH.*"));
    rows.add(
        rsa("RSA/ECB/NoPadding", RsaPadding.NONE, Ckm.RSA_X_509).aliases("RSA/NONE/NoPadding"));
    rows.add(
        oaep("RSA/ECB/OAEPPadding", Hash.SHA1)
            .oid("1.2.840.113549.1.1.7")
            .aliases("RSA/NONE/OAEPPadding"));
    for (Hash hash : RsaPadding.NAMED_HASHES) {
      ServiceRow row = oaep("RSA/ECB/OAEPWith" + hash.digestName() + "AndMGF1Padding", hash);
      rows.add(hash == Hash.SHA1 ? row.aliases("RSA/ECB/OAEPWithSHA1AndMGF1Padding") : row);
    }
    return rows;
  }

  private static ServiceRow oaep(String name, Hash hash) {
    return rsa(name, RsaPadding.oaep(hash), Ckm.RSA_PKCS_OAEP);
  }

  private static ServiceRow rsa(String name, RsaPadding padding, long orElse) {
    Need raw = Need.of(Ckm.RSA_X_509, Ckf.DECRYPT);
    SpiFactory factory = context -> new RsaCipherSpi(context, padding);
    return ServiceRow.of("Cipher", name, RsaCipherSpi.class, factory)
        .needs(orElse == Ckm.RSA_X_509 ? raw : raw.or(orElse, Ckf.DECRYPT))
        .takes(KeyKind.RSA_PRIVATE);
  }
}
