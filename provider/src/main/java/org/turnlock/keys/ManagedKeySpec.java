// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys;

import java.security.spec.AlgorithmParameterSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import javax.security.auth.x500.X500Principal;
import org.turnlock.policy.KeyPolicy;
import org.turnlock.policy.PolicyRule;
import org.turnlock.token.KeyUsage;

/**
 * How a managed key is to be made and kept: for key generators, {@link ManagedKeys#create} and
 * {@link ManagedKeyProtection}.
 *
 * <pre>{@code
 * KeyGenerator generator = KeyGenerator.getInstance("AES", "Turnlock");
 * generator.init(
 *     ManagedKeySpec.builder("payments").rotationPeriod(Duration.ofDays(90)).build());
 * SecretKey key = generator.generateKey();
 * }</pre>
 *
 * <p>Every version is a token object, sensitive and not extractable. Immutable.
 */
public final class ManagedKeySpec implements AlgorithmParameterSpec {
  /** The shortest rotation period. */
  public static final Duration SHORTEST_PERIOD = Duration.ofMinutes(1);

  /** The longest rotation period: a hundred years. */
  public static final Duration LONGEST_PERIOD = Duration.ofDays(36_525);

  private final String alias;
  private final String algorithm;
  private final OptionalInt size;
  private final String curve;
  private final Set<KeyUsage> usages;
  private final Duration rotationPeriod;
  private final boolean rotatedByHand;
  private final Long mostUses;
  private final Long mostBytes;
  private final String description;
  private final Map<String, String> tags;
  private final boolean awaitingImport;
  private final X500Principal subject;
  private final List<String> hostNames;
  private final KeyPolicy policy;
  private final List<PolicyRule> allowed;

  private ManagedKeySpec(Builder builder) {
    this.alias = builder.alias;
    this.algorithm = builder.algorithm;
    this.size = builder.size;
    this.curve = builder.curve;
    this.usages = Set.copyOf(builder.usages);
    this.rotationPeriod = builder.rotationPeriod;
    this.rotatedByHand = builder.rotatedByHand;
    this.mostUses = builder.mostUses;
    this.mostBytes = builder.mostBytes;
    this.description = builder.description;
    this.tags = Map.copyOf(builder.tags);
    this.awaitingImport = builder.awaitingImport;
    this.subject = builder.subject;
    this.hostNames = List.copyOf(builder.hostNames);
    this.policy = builder.policy;
    this.allowed = builder.allowed;
  }

  /**
   * A builder of an enabled key.
   *
   * @throws IllegalArgumentException if the alias is blank, holds {@code @}, begins like a PKCS#11
   *     URI, or is no text that UTF-8 can hold
   */
  public static Builder builder(String alias) {
    return new Builder(alias);
  }

  /** The alias; version 3 of it is {@code alias@3}. */
  public String alias() {
    return alias;
  }

  /** The JCA name of the kind of key; empty where a key generator knows it. */
  public String algorithm() {
    return algorithm;
  }

  /** Length of the key in bits, of an RSA key's modulus, of a curve's field. */
  public OptionalInt size() {
    return size;
  }

  /** Standard name of the curve; empty for the default, or where there is none. */
  public String curve() {
    return curve;
  }

  /** The only uses of the key; empty for those that its algorithm's services need. */
  public Set<KeyUsage> usages() {
    return usages;
  }

  /**
   * The same period, if a key can have it.
   *
   * @throws IllegalArgumentException if it is shorter than {@link #SHORTEST_PERIOD} or longer than
   *     {@link #LONGEST_PERIOD}
   */
  public static Duration requirePeriod(Duration period) {
    if (period.compareTo(SHORTEST_PERIOD) < 0 || period.compareTo(LONGEST_PERIOD) > 0) {
      throw new IllegalArgumentException(
          "a rotation period is at least "
              + SHORTEST_PERIOD.toMinutes()
              + " minute and at most "
              + LONGEST_PERIOD.toDays()
              + " days, not "
              + period);
    }
    return period;
  }

  /** The period of automatic rotation; empty for the configured default. */
  public Optional<Duration> rotationPeriod() {
    return Optional.ofNullable(rotationPeriod);
  }

  /** Whether the key is never rotated automatically, whatever the configuration's default. */
  public boolean rotatedByHand() {
    return rotatedByHand;
  }

  /**
   * How much a version may do.
   *
   * @param otherwise what holds where nothing is said: the default of the kind of key
   */
  public UseLimits limits(UseLimits otherwise) {
    return new UseLimits(
        mostUses == null ? otherwise.uses() : mostUses,
        mostBytes == null ? otherwise.bytes() : mostBytes);
  }

  /** For people. */
  public String description() {
    return description;
  }

  /** For programs and people. */
  public Map<String, String> tags() {
    return tags;
  }

  /** Whether the key is made without material, which is imported later. */
  public boolean awaitingImport() {
    return awaitingImport;
  }

  /** The subject of a key pair's self-signed certificate; empty for a pair without one. */
  public Optional<X500Principal> subject() {
    return Optional.ofNullable(subject);
  }

  /** Further names of that certificate: DNS names and IP addresses. */
  public List<String> hostNames() {
    return hostNames;
  }

  /**
   * Who may do what with the key; empty for its creator alone, who may do all that the key is for
   * and administer it, or for everybody, if it is an adopted key and nothing is {@link #allowed()}.
   */
  public Optional<KeyPolicy> policy() {
    return Optional.ofNullable(policy);
  }

  /** What is allowed beside what the policy says, or beside what its creator may. */
  public List<PolicyRule> allowed() {
    return allowed;
  }

  /** A builder that begins with everything as it is here. */
  public Builder toBuilder() {
    Builder builder = new Builder(alias);
    builder.algorithm = algorithm;
    builder.size = size;
    builder.curve = curve;
    builder.usages = usages;
    builder.rotationPeriod = rotationPeriod;
    builder.rotatedByHand = rotatedByHand;
    builder.mostUses = mostUses;
    builder.mostBytes = mostBytes;
    builder.description = description;
    builder.tags = tags;
    builder.awaitingImport = awaitingImport;
    builder.subject = subject;
    builder.hostNames = hostNames;
    builder.policy = policy;
    builder.allowed = allowed;
    return builder;
  }

  @Override
  public String toString() {
    return "managed key '" + alias + "'" + (algorithm.isEmpty() ? "" : ", " + algorithm);
  }

  /** Collects what a {@link ManagedKeySpec} says. For one thread. */
  public static final class Builder {
    private final String alias;
    private String algorithm = "";
    private OptionalInt size = OptionalInt.empty();
    private String curve = "";
    private Set<KeyUsage> usages = Set.of();
    private Duration rotationPeriod;
    private boolean rotatedByHand;
    private Long mostUses;
    private Long mostBytes;
    private String description = "";
    private Map<String, String> tags = Map.of();
    private boolean awaitingImport;
    private X500Principal subject;
    private List<String> hostNames = List.of();
    private KeyPolicy policy;
    private List<PolicyRule> allowed = List.of();

    private Builder(String alias) {
      KeyNames.requireAlias(alias);
      this.alias = alias;
    }

    /** The kind of key, for {@link ManagedKeys#create}: as in {@link ManagedKeyKind#algorithm}. */
    public Builder algorithm(String jcaName) {
      this.algorithm = jcaName;
      return this;
    }

    /** Length in bits. */
    public Builder size(int bits) {
      if (bits <= 0) {
        throw new IllegalArgumentException("a key's size is a positive number of bits");
      }
      this.size = OptionalInt.of(bits);
      return this;
    }

    /** Standard name of an EC key's curve. */
    public Builder curve(String name) {
      this.curve = name;
      return this;
    }

    /** Allows these uses and no others. For a pair, those of both halves. */
    public Builder usages(KeyUsage... allowed) {
      this.usages = Set.of(allowed);
      return this;
    }

    /**
     * Rotates the key automatically.
     *
     * @throws IllegalArgumentException if {@link #requirePeriod} refuses the period
     */
    public Builder rotationPeriod(Duration period) {
      this.rotationPeriod = requirePeriod(period);
      this.rotatedByHand = false;
      return this;
    }

    /** Never rotates the key automatically, whatever the configuration's default. */
    public Builder rotatedByHand() {
      this.rotationPeriod = null;
      this.rotatedByHand = true;
      return this;
    }

    /** Rotates the key when a version has done so much. */
    public Builder limits(UseLimits most) {
      return maxUses(most.uses()).maxBytes(most.bytes());
    }

    /**
     * Rotates the key when a version has been used so often; {@link UseLimits#UNLIMITED} for never.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public Builder maxUses(long uses) {
      this.mostUses = new UseLimits(uses, UseLimits.UNLIMITED).uses();
      return this;
    }

    /**
     * Rotates the key when a version has had so many bytes; {@link UseLimits#UNLIMITED} for never.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public Builder maxBytes(long bytes) {
      this.mostBytes = new UseLimits(UseLimits.UNLIMITED, bytes).bytes();
      return this;
    }

    /** For people. */
    public Builder description(String text) {
      this.description = text;
      return this;
    }

    /** For programs and people. */
    public Builder tags(Map<String, String> all) {
      this.tags = new TreeMap<>(all);
      return this;
    }

    /** Makes the key without material: its first version is imported. */
    public Builder awaitingImport() {
      this.awaitingImport = true;
      return this;
    }

    /** Gives a key pair a self-signed certificate for this name, and every new version one too. */
    public Builder subject(X500Principal name) {
      this.subject = name;
      return this;
    }

    /**
     * Names under which a TLS server is reached, for the certificate with this {@link #subject}:
     * DNS names and IP addresses. New versions' certificates have the names of the one before.
     */
    public Builder hostNames(String... names) {
      this.hostNames = List.of(names);
      return this;
    }

    /** Allows what this says, and nothing else to anybody. Somebody must be able to change it. */
    public Builder policy(KeyPolicy allowed) {
      this.policy = allowed;
      return this;
    }

    /**
     * Allows this too, beside what the creator may, or what {@link #policy} says: for an operator
     * who makes a key for a program. An adopted key is for these and its adopter from then on, and
     * no longer for everybody.
     */
    public Builder allow(PolicyRule... rules) {
      this.allowed = List.of(rules);
      return this;
    }

    /**
     * @throws IllegalArgumentException if there are host names without a subject
     */
    public ManagedKeySpec build() {
      if (!hostNames.isEmpty() && (subject == null || awaitingImport)) {
        throw new IllegalArgumentException(
            "host names are for a certificate, which needs a subject, and a key that is made here");
      }
      return new ManagedKeySpec(this);
    }
  }
}
