// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.trail.token;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.turnlock.audit.trail.HeadKeys;
import org.turnlock.audit.trail.HeadSigner;
import org.turnlock.audit.trail.SignedHead;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.constant.Ckm;
import org.turnlock.token.Token;
import org.turnlock.token.TokenData;
import org.turnlock.token.TokenException;
import org.turnlock.token.TokenKey;

/**
 * Has a token sign the heads, with a key pair of its own that this makes and that does nothing
 * else, and keep the last one of each chain as a data object.
 */
public final class TokenHeads implements HeadSigner {
  /** CKA_LABEL of the key pair. */
  public static final String LABEL = "turnlock-audit";

  /** CKA_APPLICATION of the data objects; the label is the chain. */
  static final String APPLICATION = "turnlock audit";

  private final Token token;
  private volatile Chosen chosen;

  private record Chosen(PublicKey publicKey, TokenKey key, HeadKeyKind kind) {}

  public TokenHeads(Token token) {
    this.token = token;
  }

  @Override
  public Optional<String> neverSigns() {
    return HeadKeyKind.of(token).isPresent()
        ? Optional.empty()
        : Optional.of("the token makes neither ECDSA nor RSA key pairs and signatures");
  }

  @Override
  public Optional<String> neverKeeps() {
    return token.objects().holdsData()
        ? Optional.empty()
        : Optional.of("the token keeps no data objects");
  }

  @Override
  public boolean ready() {
    try {
      return !token.login().required() || token.login().loggedIn();
    } catch (TokenException closed) {
      return false;
    }
  }

  @Override
  public PublicKey choose(String fingerprint) throws GeneralSecurityException {
    HeadKeyKind kind = HeadKeyKind.of(token).orElseThrow();
    List<Chosen> present = present();
    if (present.isEmpty()) {
      make(kind);
      // Two processes may have made one each: then all take the same.
      present = present();
    }
    if (present.isEmpty()) {
      throw new InvalidKeyException("the token has not kept the key pair '" + LABEL + "'");
    }
    for (Chosen it : present) {
      if (HeadKeys.fingerprint(it.publicKey()).equals(fingerprint)) {
        chosen = it;
        return it.publicKey();
      }
    }
    chosen = present.get(0);
    return chosen.publicKey();
  }

  private void make(HeadKeyKind kind) throws GeneralSecurityException {
    try {
      kind.make(token, LABEL);
    } catch (TokenException e) {
      throw new InvalidKeyException(
          "the token cannot keep the key pair '"
              + LABEL
              + "', which signs audit trails: "
              + e.getMessage(),
          e);
    }
  }

  /** The key pairs that there are, in an order that all processes see alike. */
  private List<Chosen> present() {
    List<Chosen> present = new ArrayList<>();
    for (TokenKey key : HeadKeyKind.labelled(token, LABEL)) {
      HeadKeyKind.of(key)
          .ifPresent(
              kind ->
                  token
                      .objects()
                      .publicKey(key)
                      .ifPresent(publicKey -> present.add(new Chosen(publicKey, key, kind))));
    }
    return present;
  }

  @Override
  public byte[] sign(byte[] message) throws GeneralSecurityException {
    Chosen with = chosen;
    if (with == null) {
      throw new InvalidKeyException("no key was chosen");
    }
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(message);
    ByteBuffer signature = ByteBuffer.allocate(HeadKeyKind.LONGEST_SIGNATURE);
    Mechanism mechanism = Mechanism.of(with.kind() == HeadKeyKind.EC ? Ckm.ECDSA : Ckm.RSA_PKCS);
    byte[] input = with.kind().toSign(digest);
    int length =
        token.cryptography().sign(with.key(), mechanism, ByteBuffer.wrap(input), signature);
    return with.kind().encoded(signature.array(), length);
  }

  @Override
  public void keep(SignedHead head) {
    byte[] value = head.text().getBytes(StandardCharsets.UTF_8);
    token.objects().addData(APPLICATION, head.chain(), value);
    for (TokenData data : token.objects().data(APPLICATION, head.chain())) {
      boolean older = head(data).map(it -> it.through() < head.through()).orElse(false);
      if (older) {
        token.objects().destroy(data);
      }
    }
  }

  @Override
  public List<SignedHead> kept() {
    if (!token.objects().holdsData()) {
      return List.of();
    }
    Map<String, SignedHead> last = new HashMap<>();
    for (TokenData data : token.objects().data(APPLICATION)) {
      head(data)
          .filter(it -> it.chain().equals(data.label()))
          .ifPresent(it -> last.merge(it.chain(), it, (a, b) -> a.through() > b.through() ? a : b));
    }
    return List.copyOf(last.values());
  }

  /** Empty for what is no head: somebody else's, or not whole. */
  private static Optional<SignedHead> head(TokenData data) {
    try {
      return Optional.of(SignedHead.parse(new String(data.value(), StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException noHead) {
      return Optional.empty();
    }
  }

  @Override
  public List<PublicKey> keys() {
    return present().stream().map(Chosen::publicKey).toList();
  }
}
