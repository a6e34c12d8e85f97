// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.trail;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

/**
 * Somebody's signature that a chain had a certain line at a certain number, and so all lines before
 * that one. Its text is the record's line without {@code seq} and {@code prev}; all of it but the
 * signature is what is signed.
 */
public final class SignedHead {
  /** Before what is signed, so that no signature over something else can be taken for a head's. */
  private static final byte[] DOMAIN = {'T', 'L', 'H', 1};

  private static final String SIGNATURE = ",\"signature\":\"";

  private final String body;
  private final String signature;
  private final TrailFields fields;

  private SignedHead(String body, String signature) {
    this.body = body;
    this.signature = signature;
    this.fields = TrailFields.of(Json.object("{" + body + "}"));
    fields.require("head", "through", "hash", "key");
  }

  /** A head of this body, signed by the one who is asked. */
  static SignedHead sign(String body, HeadSigner signer) throws GeneralSecurityException {
    byte[] signature = signer.sign(signed(body));
    return new SignedHead(body, Base64.getEncoder().encodeToString(signature));
  }

  /**
   * Reads a head.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static SignedHead parse(String text) {
    int at = text.lastIndexOf(SIGNATURE);
    if (at < 1 || !text.startsWith("{") || !text.endsWith("\"}")) {
      throw new IllegalArgumentException("no signed head");
    }
    return new SignedHead(
        text.substring(1, at), text.substring(at + SIGNATURE.length(), text.length() - 2));
  }

  private static byte[] signed(String body) {
    byte[] text = body.getBytes(StandardCharsets.UTF_8);
    byte[] signed = Arrays.copyOf(DOMAIN, DOMAIN.length + text.length);
    System.arraycopy(text, 0, signed, DOMAIN.length, text.length);
    return signed;
  }

  /** Whether it is by the owner of this key. */
  public boolean isBy(PublicKey key) {
    try {
      Signature verifying = Signature.getInstance(HeadKeys.algorithm(key));
      verifying.initVerify(key);
      verifying.update(signed(body));
      return verifying.verify(Base64.getDecoder().decode(signature));
    } catch (SignatureException | IllegalArgumentException malformed) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("signatures cannot be verified by this JVM", e);
    }
  }

  /** As {@link #parse} reads it. */
  public String text() {
    return "{" + body + SIGNATURE + signature + "\"}";
  }

  /** The chain's identity, in hexadecimal. */
  public String chain() {
    return fields.chain();
  }

  /** The number of the last line that it speaks for. */
  public long through() {
    return fields.number("through");
  }

  /** The hash of that line, in hexadecimal. */
  public String hash() {
    return fields.parameter("hash");
  }

  /** Fingerprint of the key that signed, as the head itself says. */
  public String key() {
    return fields.parameter("key");
  }

  /** Where the chain was kept then. */
  public String lane() {
    return fields.parameter("lane");
  }

  /** When it was signed, UTC, in ISO 8601. */
  public String time() {
    return fields.time();
  }

  /** Name of the host that had it signed. */
  public String host() {
    return fields.host();
  }

  Map<String, Object> fields() {
    return fields.all();
  }

  @Override
  public String toString() {
    return text();
  }
}
