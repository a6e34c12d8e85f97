// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.pkcs11;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.turnlock.pkcs11.AttributeValues;
import org.turnlock.pkcs11.ObjectOperations;
import org.turnlock.pkcs11.Template;
import org.turnlock.pkcs11.constant.Cka;
import org.turnlock.token.KeyAttributes;
import org.turnlock.token.NewKey;
import org.turnlock.token.PublicKeyCodec;
import org.turnlock.token.PublicPart;
import org.turnlock.token.Rfc8410Curve;
import org.turnlock.token.TokenException;

/** The public key objects that stand beside private keys, under the same CKA_ID. */
final class PublicHalves {
  private final ObjectOperations objects;
  private final KeySearch search;
  private final KeyTemplates templates;

  PublicHalves(ObjectOperations objects, KeySearch search, KeyTemplates templates) {
    this.objects = objects;
    this.search = search;
    this.templates = templates;
  }

  /** What the token tells of a key's public half; empty if it has none, or of an unknown kind. */
  Optional<PublicKey> of(Pkcs11Key key) {
    PublicPart part = key.attributes().publicPart();
    if (part instanceof PublicPart.Rsa rsa && rsa.publicExponent() != null) {
      try {
        return Optional.of(PublicKeyCodec.rsa(rsa.modulus(), rsa.publicExponent()));
      } catch (InvalidKeySpecException e) {
        throw new IllegalStateException("the token gave a public key that is none", e);
      }
    }
    return search
        .publicHalves(key, Cka.MODULUS, Cka.PUBLIC_EXPONENT, Cka.EC_PARAMS, Cka.EC_POINT)
        .stream()
        .flatMap(found -> read(part, found.values()).stream())
        .findFirst();
  }

  private static Optional<PublicKey> read(PublicPart part, AttributeValues values) {
    if (part instanceof PublicPart.Rsa && values.bytes(Cka.MODULUS).length > 0) {
      return Optional.of(PublicKeys.rsa(values));
    }
    if (values.bytes(Cka.EC_POINT).length == 0) {
      return Optional.empty();
    }
    if (part instanceof PublicPart.Ec ec) {
      return Optional.of(PublicKeys.ec(ec.parameters(), values.bytes(Cka.EC_POINT)));
    }
    return part instanceof PublicPart.Edwards edwards
        ? Rfc8410Curve.decode(edwards.parameters()).map(curve -> PublicKeys.rfc8410(curve, values))
        : Optional.empty();
  }

  /** Makes the public object of a private key that has none. */
  void add(Pkcs11Key key, PublicKey publicKey) {
    KeyAttributes half = key.attributes();
    NewKey description =
        new NewKey(true, half.label(), half.id(), half.usages(), half.sensitive(), false);
    objects.create(
        templates.importedPublicKey(half.keyType(), description, numbers(half, publicKey)));
  }

  private static Template numbers(KeyAttributes half, PublicKey publicKey) {
    if (publicKey instanceof RSAPublicKey rsa) {
      return Template.builder()
          .set(Cka.MODULUS, rsa.getModulus())
          .set(Cka.PUBLIC_EXPONENT, rsa.getPublicExponent())
          .build();
    }
    byte[] curve;
    if (half.publicPart() instanceof PublicPart.Ec ec) {
      curve = ec.parameters();
    } else if (half.publicPart() instanceof PublicPart.Edwards edwards) {
      curve = edwards.parameters();
    } else {
      throw new TokenException(
          TokenException.Reason.UNSUPPORTED, "no public key object for such a key");
    }
    return Template.builder().set(Cka.EC_PARAMS, curve).set(Cka.EC_POINT, point(publicKey)).build();
  }

  private static byte[] point(PublicKey publicKey) {
    try {
      byte[] point =
          SubjectPublicKeyInfo.getInstance(publicKey.getEncoded()).getPublicKeyData().getOctets();
      return new DEROctetString(point).getEncoded();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes all that has this CKA_ID: keys, public halves, certificates. */
  void destroyAll(byte[] id) {
    Template match = Template.builder().set(Cka.TOKEN, true).set(Cka.ID, id).build();
    List<ObjectOperations.Found> found =
        objects.find(match, new long[] {Cka.CLASS}, values -> match);
    found.forEach(object -> objects.destroy(object.object()));
  }
}
