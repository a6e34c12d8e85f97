// SPDX-License-Identifier: Apache-2.0
package org.turnlock.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.turnlock.pkcs11.Template;
import org.turnlock.pkcs11.constant.Cka;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.pkcs11.constant.Cko;
import org.turnlock.token.AttributeRules;
import org.turnlock.token.AttributeRules.Origin;
import org.turnlock.token.AttributeRules.Overlay;

/** How {@code attributes} directives become what is laid over a template. */
class AttributeTemplatesTest {
  @Test
  void withoutDirectivesNothingChanges() {
    assertThat(TurnlockConfiguration.parse("--library = /x").attributes())
        .isSameAs(AttributeRules.NONE);
  }

  @Test
  void laterDirectivesWinAndNullTakesAway() {
    AttributeRules rules =
        rules(
            """
            attributes(*, *, *) = { CKA_SIGN = true CKA_WRAP = true CKA_DERIVE = null }
            attributes(*, CKO_SECRET_KEY, *) = { CKA_SIGN = null CKA_DERIVE = true }
            attributes(generate, CKO_SECRET_KEY, CKK_AES) = { CKA_WRAP = false }
            """);
    Overlay aes = rules.overlayFor(Origin.GENERATE, Cko.SECRET_KEY, Ckk.AES);
    assertThat(aes.set().values()).isEqualTo(Map.of(Cka.WRAP, false, Cka.DERIVE, true));
    assertThat(aes.removed()).containsExactly(Cka.SIGN);
    Overlay imported = rules.overlayFor(Origin.IMPORT, Cko.SECRET_KEY, Ckk.AES);
    assertThat(imported.set().values()).isEqualTo(Map.of(Cka.WRAP, true, Cka.DERIVE, true));
    Overlay other = rules.overlayFor(Origin.IMPORT, Cko.PRIVATE_KEY, Ckk.RSA);
    assertThat(other.set().values()).isEqualTo(Map.of(Cka.SIGN, true, Cka.WRAP, true));
    assertThat(other.removed()).containsExactly(Cka.DERIVE);
  }

  @Test
  void bytesAreTakenAsWritten() {
    Overlay overlay =
        rules(
                "attributes(*,*,*) = { CKA_ID = 0h0001ff80 CKA_SUBJECT = 0hfff"
                    + " CKA_KEY_GEN_MECHANISM = 0x1080 }")
            .overlayFor(Origin.IMPORT, Cko.SECRET_KEY, Ckk.AES);
    assertThat((byte[]) overlay.set().values().get(Cka.ID)).containsExactly(0, 1, 0xff, 0x80);
    assertThat((byte[]) overlay.set().values().get(Cka.SUBJECT)).containsExactly(0x0f, 0xff);
    assertThat(overlay.set().values()).containsEntry(Cka.KEY_GEN_MECHANISM, 0x1080L);
  }

  @Test
  void whatMakesTheObjectIsNeverChanged() {
    AttributeRules rules =
        rules(
            "attributes(*,*,*) = { CKA_CLASS = 2 CKA_KEY_TYPE = 0 CKA_VALUE = 0h00 CKA_VALUE_LEN ="
                + " 7 CKA_EC_PARAMS = null CKA_MODULUS_BITS = 512 }");
    assertThat(rules.overlayFor(Origin.GENERATE, Cko.SECRET_KEY, Ckk.AES)).isEqualTo(Overlay.NONE);
  }

  @Test
  void aGeneratedKeyCanBeMadeToStayButATokenObjectNeverASessionObject() {
    assertThat(
            rules("attributes(generate,*,*) = { CKA_TOKEN = true }")
                .overlayFor(Origin.GENERATE, Cko.SECRET_KEY, Ckk.AES)
                .set()
                .values())
        .isEqualTo(Map.of(Cka.TOKEN, true));
    assertThat(
            rules("attributes(*,*,*) = { CKA_TOKEN = true }\nattributes = compatibility")
                .overlayFor(Origin.IMPORT, Cko.SECRET_KEY, Ckk.AES)
                .set()
                .values())
        .doesNotContainKey(Cka.TOKEN);
    assertThat(
            rules("attributes(*,*,*) = { CKA_TOKEN = null }")
                .overlayFor(Origin.IMPORT, Cko.SECRET_KEY, Ckk.AES)
                .removed())
        .isEmpty();
  }

  @Test
  void whoOnlyTriesKeysKeepsNoneAndAllElseIsAsConfigured() {
    AttributeRules rules = rules("attributes(generate,*,*) = { CKA_TOKEN = true CKA_WRAP = true }");
    assertThat(
            rules
                .keepingNothing()
                .overlayFor(Origin.GENERATE, Cko.SECRET_KEY, Ckk.AES)
                .set()
                .values())
        .isEqualTo(Map.of(Cka.WRAP, true));
  }

  @Test
  void laidOverATemplateNameAndIdentityStay() {
    Overlay overlay =
        rules(
                "attributes(*,*,*) = { CKA_LABEL = 0h41 CKA_ID = null CKA_SENSITIVE = false"
                    + " CKA_SIGN = null }")
            .overlayFor(Origin.GENERATE, Cko.SECRET_KEY, Ckk.AES);
    Template asked =
        Template.builder()
            .set(Cka.LABEL, "mine")
            .set(Cka.ID, new byte[] {7})
            .set(Cka.SENSITIVE, true)
            .set(Cka.SIGN, true)
            .build();
    Map<Long, Object> laid = overlay.over(asked).values();
    assertThat(laid).containsOnlyKeys(Cka.LABEL, Cka.ID, Cka.SENSITIVE);
    assertThat(laid).containsEntry(Cka.SENSITIVE, false);
    assertThat((byte[]) laid.get(Cka.LABEL)).asString().isEqualTo("mine");
    assertThat(overlay.over(Template.empty()).values()).containsOnlyKeys(Cka.LABEL, Cka.SENSITIVE);
    assertThat(Overlay.NONE.over(asked)).isSameAs(asked);
  }

  private static AttributeRules rules(String directives) {
    return TurnlockConfiguration.parse("--library = /x\n" + directives).attributes();
  }
}
