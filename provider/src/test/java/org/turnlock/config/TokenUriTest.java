// SPDX-License-Identifier: Apache-2.0
package org.turnlock.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.turnlock.config.SlotFacts.LibraryFacts;
import org.turnlock.token.TokenDescription;

/** RFC 7512 URIs that name a token. */
class TokenUriTest {
  private static final SlotFacts SLOT =
      new SlotFacts(
          1,
          17,
          "Slot in the wall",
          "Bricks & Co",
          Optional.of(
              new TokenDescription(
                  "The Software PKCS#11 Softtoken", "Snake Oil, Inc.", "1.0", "a1")),
          new LibraryFacts("Snake Oil, Inc.", "Oil module", "2.0"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pkcs11:",
        "PKCS11:",
        "pkcs11:token=The%20Software%20PKCS%2311%20Softtoken",
        "pkcs11:token=The%20Software%20PKCS%2311%20Softtoken;manufacturer=Snake%20Oil,%20Inc.;model=1.0",
        "pkcs11:serial=a1",
        "pkcs11:serial=%61%31",
        "pkcs11:slot-id=17",
        "pkcs11:slot-id=0017",
        "pkcs11:slot-description=Slot%20in%20the%20wall;slot-manufacturer=Bricks%20&%20Co",
        "pkcs11:library-manufacturer=Snake%20Oil,%20Inc.;library-description=Oil%20module",
        "pkcs11:library-version=2",
        "pkcs11:library-version=2.0",
        "pkcs11:serial=a1;object=my-key;type=private;id=%69%95%3E%FF"
      })
  void whatTheSlotIsMatches(String uri) throws BadValue {
    assertThat(TokenUriParser.parse(uri).matches(SLOT)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pkcs11:token=the%20software%20pkcs%2311%20softtoken",
        "pkcs11:token=",
        "pkcs11:serial=a1;model=2.0",
        "pkcs11:slot-id=18",
        "pkcs11:library-version=2.1",
        "pkcs11:manufacturer=Snake%20Oil"
      })
  void whatTheSlotIsNotDoesNotMatch(String uri) throws BadValue {
    assertThat(TokenUriParser.parse(uri).matches(SLOT)).isFalse();
  }

  @Test
  void aSlotWithoutATokenMatchesNothingOfATokens() throws BadValue {
    SlotFacts empty =
        new SlotFacts(0, 17, "Slot in the wall", "Bricks & Co", Optional.empty(), SLOT.library());
    assertThat(TokenUriParser.parse("pkcs11:slot-id=17").matches(empty)).isTrue();
    assertThat(TokenUriParser.parse("pkcs11:slot-id=17;token=").matches(empty)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "http://x | begins with pkcs11:",
        "pkcs11 | begins with pkcs11:",
        "pkcs11:token=a;token=a | 'token' twice",
        "pkcs11:object=a;object=b | 'object' twice",
        "pkcs11:?pin-value=a&pin-value=a | 'pin-value' twice",
        "pkcs11:tokne=a | did you mean 'token'",
        "pkcs11:x-vendor=a | unknown attribute",
        "pkcs11:token | name=value",
        "pkcs11:=x | name=value",
        "pkcs11:token=a; | name=value",
        "pkcs11:;token=a | name=value",
        "pkcs11:?& | name=value",
        "pkcs11:token=%4 | two hexadecimal digits",
        "pkcs11:token=%g1 | two hexadecimal digits",
        "pkcs11:token=a b | must be written as %XX",
        "pkcs11:token=ä | must be written as %XX",
        "pkcs11:token=a/b | must be written as %XX",
        "pkcs11:token=a#b | must be written as %XX",
        "pkcs11:token=%ff | not UTF-8",
        "pkcs11:slot-id=x | not a number",
        "pkcs11:slot-id= | not a number",
        "pkcs11:library-version=1.2.3 | not a number",
        "pkcs11:?pin-source=file:/x&pin-value=1 | exclude each other",
        "pkcs11:?module-path=/x&module-name=x | twice"
      })
  void whatTheRfcForbidsIsRefused(String uri, String reason) {
    assertThatThrownBy(() -> TokenUriParser.parse(uri))
        .isInstanceOf(BadValue.class)
        .hasMessageContaining(reason);
  }

  @Test
  void theQueryIsDecoded() throws BadValue {
    TokenUri uri =
        TokenUriParser.parse(
            "pkcs11:token=a?module-path=/usr/lib/x.so&pin-value=p%26n%3B%C3%BC&x-vendor=1");
    assertThat(uri.modulePath()).contains("/usr/lib/x.so");
    assertThat(uri.pinValue()).contains("p&n;ü");
    assertThat(uri.leftAside()).containsExactly("x-vendor");
    assertThat(TokenUriParser.parse("pkcs11:?pin-source=file:/etc/pin").pinSource())
        .contains("file:/etc/pin");
    assertThat(TokenUriParser.parse("pkcs11:?module-name=softhsm2").moduleName())
        .contains("softhsm2");
  }

  @Test
  void partsOfObjectsAreLeftAsideWithAWarning() {
    TurnlockConfiguration configuration =
        TurnlockConfiguration.parse(
            "--library = /x\nuri = \"pkcs11:token=a;object=k;id=%FF?x-vendor=1\"");
    assertThat(configuration.warnings())
        .containsExactly("uri: no effect here: object, id, x-vendor");
  }

  @Test
  void thePinIsNotPrinted() {
    TurnlockConfiguration configuration =
        TurnlockConfiguration.parse("--library = /x\nuri = \"pkcs11:token=a?pin-value=s3cret\"");
    assertThat(configuration.toString()).contains("token=a").doesNotContain("s3cret");
    assertThat(configuration.token().toString()).doesNotContain("s3cret");
    assertThat(Pins.read(configuration.pinSource(), "", null)).contains("s3cret".toCharArray());
  }
}
