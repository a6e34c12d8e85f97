// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One row of the service table: a JCA service, what it asks of the token, and how it is made.
 *
 * @param type JCA type, for example {@code Cipher}
 * @param algorithm JCA algorithm name
 * @param aliases other names, object identifiers in both JCA forms among them
 * @param need the service exists only where the token meets this
 * @param keys the kind of key that {@code supportsParameter} says yes to; null for services whose
 *     operations take no key
 * @param attributes JCA service attributes
 * @param spi class of the SPI
 * @param factory makes the SPI
 */
record ServiceRow(
    String type,
    String algorithm,
    List<String> aliases,
    Need need,
    KeyKind keys,
    Map<String, String> attributes,
    Class<?> spi,
    SpiFactory factory) {

  ServiceRow {
    aliases = List.copyOf(aliases);
    attributes = Map.copyOf(attributes);
  }

  /** A service that every token can offer, without aliases or attributes. */
  static ServiceRow of(String type, String algorithm, Class<?> spi, SpiFactory factory) {
    return new ServiceRow(type, algorithm, List.of(), Need.NOTHING, null, Map.of(), spi, factory);
  }

  /** The same with more aliases. */
  ServiceRow aliases(String... more) {
    return new ServiceRow(
        type,
        algorithm,
        Stream.concat(aliases.stream(), Stream.of(more)).toList(),
        need,
        keys,
        attributes,
        spi,
        factory);
  }

  /** The same with an object identifier as alias, in both forms that programs use. */
  ServiceRow oid(String oid) {
    return aliases("OID." + oid, oid);
  }

  /** The same, offered only where the token meets {@code other}. */
  ServiceRow needs(Need other) {
    return new ServiceRow(type, algorithm, aliases, other, keys, attributes, spi, factory);
  }

  /** The same for keys of one kind. */
  ServiceRow takes(KeyKind kind) {
    return new ServiceRow(type, algorithm, aliases, need, kind, attributes, spi, factory)
        .attribute("SupportedKeyClasses", kind.keyClass().getName());
  }

  /** The same with one more attribute. */
  ServiceRow attribute(String name, String value) {
    Map<String, String> more = new TreeMap<>(attributes);
    more.put(name, value);
    return new ServiceRow(type, algorithm, aliases, need, keys, more, spi, factory);
  }
}
