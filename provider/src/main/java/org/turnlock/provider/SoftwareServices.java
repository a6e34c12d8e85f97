// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import java.util.ArrayList;
import java.util.List;
import org.turnlock.jca.Hash;
import org.turnlock.jca.software.SoftwareDigestSpi;
import org.turnlock.jca.software.SoftwareParametersSpi;

/**
 * Services without a key, by the JDK: what libraries ask the provider for, that they were told to
 * use for a key, before they use the key.
 */
final class SoftwareServices {
  private static final String AES_OID = "2.16.840.1.101.3.4.1.";
  private static final String PKCS1_OID = "1.2.840.113549.1.1.";
  private static final String HASH_OID = "2.16.840.1.101.3.4.2.";

  private SoftwareServices() {}

  static List<ServiceRow> rows() {
    List<ServiceRow> rows = new ArrayList<>();
    rows.add(
        parameters("AES")
            .oid("2.16.840.1.101.3.4.1")
            .oid(AES_OID + 2)
            .oid(AES_OID + 22)
            .oid(AES_OID + 42));
    rows.add(parameters("GCM").oid(AES_OID + 6).oid(AES_OID + 26).oid(AES_OID + 46));
    rows.add(parameters("ChaCha20-Poly1305").oid("1.2.840.113549.1.9.16.3.18"));
    rows.add(parameters("OAEP").oid(PKCS1_OID + 7));
    rows.add(parameters("RSASSA-PSS").oid(PKCS1_OID + 10).aliases("PSS"));
    rows.add(parameters("EC").oid("1.2.840.10045.2.1").aliases("EllipticCurve"));
    rows.add(parameters("DiffieHellman").oid("1.2.840.113549.1.3.1").aliases("DH"));
    rows.add(digest(Hash.SHA1).oid("1.3.14.3.2.26").aliases("SHA"));
    rows.add(digest(Hash.SHA224).oid(HASH_OID + 4));
    rows.add(digest(Hash.SHA256).oid(HASH_OID + 1));
    rows.add(digest(Hash.SHA384).oid(HASH_OID + 2));
    rows.add(digest(Hash.SHA512).oid(HASH_OID + 3));
    rows.add(digest(Hash.SHA512_224).oid(HASH_OID + 5));
    rows.add(digest(Hash.SHA512_256).oid(HASH_OID + 6));
    rows.add(digest(Hash.SHA3_224).oid(HASH_OID + 7));
    rows.add(digest(Hash.SHA3_256).oid(HASH_OID + 8));
    rows.add(digest(Hash.SHA3_384).oid(HASH_OID + 9));
    rows.add(digest(Hash.SHA3_512).oid(HASH_OID + 10));
    return rows;
  }

  private static ServiceRow parameters(String algorithm) {
    return ServiceRow.of(
        "AlgorithmParameters",
        algorithm,
        SoftwareParametersSpi.class,
        context -> new SoftwareParametersSpi(algorithm));
  }

  private static ServiceRow digest(Hash hash) {
    ServiceRow row =
        ServiceRow.of(
            "MessageDigest",
            hash.digestName(),
            SoftwareDigestSpi.class,
            context -> new SoftwareDigestSpi(hash));
    String shorter = hash.toString();
    return shorter.equals(hash.digestName()) ? row : row.aliases(shorter);
  }
}
