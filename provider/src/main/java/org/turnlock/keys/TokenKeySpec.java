// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys;

import java.nio.charset.StandardCharsets;
import java.security.spec.AlgorithmParameterSpec;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.turnlock.token.KeyId;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.NewKey;

/**
 * How a key is to be made in a token: its name, its uses, whether it may leave. For key generators,
 * and for what makes keys out of others: unwrapping, key agreement, imports.
 *
 * <pre>{@code
 * generator.init(
 *     TokenKeySpec.builder().label("payments").usages(KeyUsage.ENCRYPT, KeyUsage.DECRYPT).build());
 * }</pre>
 *
 * <p>A key with a label is a token object and stays; one without is a session object and ends with
 * its session. Every key is sensitive and not extractable unless told otherwise, and may be used
 * only for the usages given; without any, for what its algorithm's JCA services need. Immutable.
 */
public final class TokenKeySpec implements AlgorithmParameterSpec {
  private final String label;
  private final KeyId id;
  private final Set<KeyUsage> usages;
  private final OptionalInt size;
  private final AlgorithmParameterSpec parameters;
  private final boolean extractable;
  private final boolean sensitive;

  private TokenKeySpec(Builder builder) {
    this.label = builder.label;
    this.id = builder.id;
    this.usages = Set.copyOf(builder.usages);
    this.size = builder.size;
    this.parameters = builder.parameters;
    this.extractable = builder.extractable;
    this.sensitive = builder.sensitive;
  }

  /** A builder of a session key with the safe attributes. */
  public static Builder builder() {
    return new Builder();
  }

  /** CKA_LABEL, which is the KeyStore's alias; empty for a session object. */
  public String label() {
    return label;
  }

  /** CKA_ID; empty for a random one. */
  public Optional<byte[]> id() {
    return id.isNone() ? Optional.empty() : Optional.of(id.bytes());
  }

  /** The only uses of the key; empty for those that its algorithm's services need. */
  public Set<KeyUsage> usages() {
    return usages;
  }

  /** Length of the key in bits, of an RSA key's modulus, of a curve's field. */
  public OptionalInt size() {
    return size;
  }

  /** The algorithm's own parameters, for example an ECGenParameterSpec or an IV. */
  public Optional<AlgorithmParameterSpec> parameters() {
    return Optional.ofNullable(parameters);
  }

  /** CKA_EXTRACTABLE: whether the key may leave the token wrapped under another. */
  public boolean extractable() {
    return extractable;
  }

  /** CKA_SENSITIVE: whether the key's bytes stay hidden. */
  public boolean sensitive() {
    return sensitive;
  }

  /** Whether a token object is made: as soon as there is a label. */
  public boolean resident() {
    return !label.isEmpty();
  }

  /**
   * The description that a token makes the key from.
   *
   * @param otherwise the usages where none are given
   */
  public NewKey description(Set<KeyUsage> otherwise) {
    KeyId identity = resident() && id.isNone() ? KeyId.random() : id;
    Set<KeyUsage> allowed = usages.isEmpty() ? otherwise : usages;
    return new NewKey(resident(), label, identity, allowed, sensitive, extractable);
  }

  /** Says what the key is to be; nothing of a key's value is ever in it. */
  @Override
  public String toString() {
    return (resident() ? "token key '" + label + "'" : "session key")
        + (usages.isEmpty() ? "" : " for " + EnumSet.copyOf(usages))
        + (extractable ? ", extractable" : "")
        + (sensitive ? "" : ", readable in clear");
  }

  /** Collects what a {@link TokenKeySpec} says. For one thread. */
  public static final class Builder {
    private String label = "";
    private KeyId id = KeyId.none();
    private Set<KeyUsage> usages = Set.of();
    private OptionalInt size = OptionalInt.empty();
    private AlgorithmParameterSpec parameters;
    private boolean extractable;
    private boolean sensitive = true;

    private Builder() {}

    /**
     * Names the key and makes it a token object.
     *
     * @throws IllegalArgumentException if it is blank, or no text that UTF-8 can hold
     */
    public Builder label(String name) {
      if (name.isBlank()) {
        throw new IllegalArgumentException("a key's label must not be blank");
      }
      if (!StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
        throw new IllegalArgumentException("a key's label must not hold half a surrogate pair");
      }
      if (name.indexOf('@') >= 0 || name.startsWith("pkcs11:")) {
        throw new IllegalArgumentException(
            "a key's label must not hold '@', which is reserved for versions of a key, nor begin"
                + " like a URI: "
                + name);
      }
      this.label = name;
      return this;
    }

    /**
     * CKA_ID.
     *
     * @throws IllegalArgumentException if it is empty
     */
    public Builder id(byte[] bytes) {
      if (bytes.length == 0) {
        throw new IllegalArgumentException("a key's id must not be empty");
      }
      this.id = KeyId.of(bytes);
      return this;
    }

    /** Allows these uses and no others. For a pair, those of both halves. */
    public Builder usages(KeyUsage... allowed) {
      return usages(Set.of(allowed));
    }

    /** Allows these uses and no others. */
    public Builder usages(Set<KeyUsage> allowed) {
      this.usages = Set.copyOf(allowed);
      return this;
    }

    /**
     * Length in bits.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public Builder size(int bits) {
      if (bits <= 0) {
        throw new IllegalArgumentException("a key's size is a positive number of bits");
      }
      this.size = OptionalInt.of(bits);
      return this;
    }

    /** The algorithm's own parameters. */
    public Builder parameters(AlgorithmParameterSpec algorithmParameters) {
      if (algorithmParameters instanceof TokenKeySpec) {
        throw new IllegalArgumentException("a TokenKeySpec cannot hold another one");
      }
      this.parameters = Objects.requireNonNull(algorithmParameters);
      return this;
    }

    /** Lets the key leave the token wrapped under another key. */
    public Builder extractable() {
      this.extractable = true;
      return this;
    }

    /**
     * Lets the key leave the token, and its bytes be read in clear by every program that can log
     * in. For tests, and for keys that other software must have.
     */
    public Builder readableInClear() {
      this.extractable = true;
      this.sensitive = false;
      return this;
    }

    public TokenKeySpec build() {
      return new TokenKeySpec(this);
    }
  }
}
