// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.cli.CommandRun;
import org.turnlock.cli.Workplace;
import org.turnlock.cli.file.OwnerOnly;

/** Policies from the command line, by an operator and by a program that has a name of its own. */
class PolicyCommandsTest {
  private static Workplace operator;
  private static Workplace shop;

  @BeforeAll
  static void make(@TempDir Path directory) throws IOException {
    operator = Workplace.software(directory);
    Path named = directory.resolve("shop.cfg");
    Files.writeString(
        named, Files.readString(Path.of(operator.configuration)) + "application = shop\n");
    shop = new Workplace(directory, named.toString());
    Files.writeString(directory.resolve("text"), "to be sealed");
  }

  private static String[] encrypt(String alias, String... more) {
    String[] line = {
      "encrypt", "-k", alias, operator.path("text"), "-o", operator.path("out"), "--force"
    };
    String[] all = Arrays.copyOf(line, line.length + more.length);
    System.arraycopy(more, 0, all, line.length, more.length);
    return all;
  }

  private static String me() {
    return "os:" + ProcessHandle.current().info().user().orElseThrow();
  }

  @Test
  void anOperatorMakesAKeyAndLetsAProgramUseIt() {
    operator.done("key", "create", "made");
    assertThat(shop.refused(6, encrypt("made")))
        .contains("'app:shop' may not encrypt with key 'made': no rule of its policy allows it");
    assertThat(shop.refused(6, "policy", "show", "made"))
        .contains("'app:shop' may not describe key 'made'")
        .endsWith("turnlock policy allow made");
    assertThat(shop.done("key", "list"))
        .containsSubsequence("their policies do not let you describe them:", "\nmade ");
    assertThat(operator.done("policy", "test", "made", me(), "encrypt")).contains("may encrypt");

    assertThat(operator.done("policy", "allow", "made", "app:shop", "encrypt"))
        .contains("app:shop may encrypt", me() + " may ");
    shop.done(encrypt("made"));
    operator.done("policy", "allow", "made", "app:shop", "describe");
    assertThat(shop.refused(6, "key", "rotate", "made"))
        .contains("may not rotate")
        .endsWith("see: turnlock policy show made");

    operator.done("policy", "deny", "made", "app:shop", "encrypt");
    assertThat(shop.refused(6, encrypt("made"))).contains("may not encrypt");
    shop.done("policy", "show", "made");
    assertThat(operator.done("policy", "deny", "made", "app:shop")).doesNotContain("app:shop");
    operator.done("policy", "allow", "made", "*", "encrypt");
    CommandRun run = operator.run("policy", "deny", "made", "app:shop", "encrypt");
    assertThat(run.code()).isZero();
    assertThat(run.err())
        .contains("nothing has changed: no rule that names 'app:shop' allows that")
        .contains("'app:shop' still may what everybody may");
  }

  @Test
  void conditionsAreToldAndTested() {
    operator.done("key", "create", "some");
    Map<String, Object> policy =
        operator.json(
            "policy",
            "allow",
            "some",
            "app:shop",
            "encrypt",
            "--context",
            "tenant=acme",
            "--until",
            "2999-01-01T00:00:00Z");
    assertThat(policy).containsEntry("alias", "some").containsEntry("unrestricted", false);
    assertThat((List<?>) policy.get("rules"))
        .first()
        .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
        .containsEntry("principal", "app:shop")
        .containsEntry("operations", List.of("encrypt"))
        .containsEntry("context", Map.of("tenant", "acme"))
        .containsEntry("notBefore", null)
        .containsEntry("notAfter", "2999-01-01T00:00:00Z");
    shop.done(encrypt("some", "--context", "tenant=acme", "--context", "n=1"));
    assertThat(shop.refused(6, encrypt("some", "--context", "tenant=evil")))
        .contains("on other conditions only", "with context tenant=acme");
    CommandRun no = operator.run("policy", "test", "some", "app:shop", "encrypt", "--json");
    assertThat(no.code()).isEqualTo(6);
    assertThat(no.out()).contains("\"allowed\" : false");
    assertThat(
            operator.json(
                "policy", "test", "some", "app:shop", "encrypt", "--context", "tenant=acme"))
        .containsEntry("allowed", true);
  }

  @Test
  void aKeyWithoutAPolicyGetsItsFirst() {
    operator.done("key", "adopt", "old", "payments");
    assertThat(operator.done("policy", "show", "old")).contains("everybody may do everything");
    shop.done(encrypt("old"));
    assertThat(operator.refused(6, "policy", "allow", "old", "app:other", "encrypt"))
        .contains("--only");
    operator.done("policy", "allow", "old", "app:other", "encrypt", "--only");
    assertThat(shop.refused(6, encrypt("old"))).contains("may not encrypt");
    assertThat(operator.refused(1, "policy", "deny", "old", me()))
        .contains("nobody could ever change", "--for-ever");
    operator.done("policy", "deny", "old", me(), "--for-ever");
    assertThat(operator.refused(6, "policy", "deny", "old", "app:other", "--for-ever"))
        .contains("may not describe");
  }

  /** Whoever may do the one thing needs no other right for the command that does it. */
  @Test
  void aFileCommandNeedsNoOtherRightThanItsOperation() {
    String text = operator.path("text");
    operator.done("key", "create", "sealing", "--allow", "app:shop=encrypt");
    shop.done("encrypt", "-k", "sealing", text, "-o", operator.path("sealed"), "--force");
    String[] decrypt = {"decrypt", "-k", "sealing", operator.path("sealed"), "-o", "-"};
    assertThat(shop.refused(6, decrypt)).contains("may not decrypt");
    operator.done("key", "create", "opening", "--allow", "app:shop=decrypt");
    operator.done("encrypt", "-k", "opening", text, "-o", operator.path("opened"), "--force");
    shop.done("decrypt", "-k", "opening", operator.path("opened"), "-o", operator.path("again"));
    operator.done("key", "create", "both", "--allow", "app:shop=encrypt,decrypt");
    operator.done("encrypt", "-k", "both", text, "-o", operator.path("both"), "--force");
    operator.done("key", "rotate", "both");
    shop.done("reencrypt", "-k", "both", operator.path("both"));
    shop.done("reencrypt", "-k", "both", operator.path("both"));
    for (String type : List.of("EC-secp384r1", "Ed25519", "RSA-2048", "HmacSHA256")) {
      boolean mac = type.startsWith("Hmac");
      String signing = type + "-signing";
      String verifying = type + "-verifying";
      String signature = operator.path(signing + ".sig");
      operator.done(
          "key",
          "create",
          signing,
          "--type",
          type,
          "--allow",
          "app:shop=" + (mac ? "mac" : "sign"));
      shop.done("sign", "-k", signing, text, "-o", signature);
      assertThat(shop.refused(6, "verify", "-k", signing, text, "-s", signature))
          .contains(mac ? "may not verifyMac" : "may not verify");
      operator.done("verify", "-k", signing, text, "-s", signature);
      operator.done(
          "key",
          "create",
          verifying,
          "--type",
          type,
          "--allow",
          "app:shop=" + (mac ? "verifyMac" : "verify"));
      operator.done("sign", "-k", verifying, text, "-o", operator.path(verifying + ".sig"));
      shop.done("verify", "-k", verifying, text, "-s", operator.path(verifying + ".sig"));
    }
  }

  @Test
  void othersAreAllowedWhenAKeyIsMadeOrImported() throws IOException {
    operator.done(
        "key",
        "create",
        "theirs",
        "--allow",
        "app:shop=encrypt,decrypt",
        "--allow",
        "subject:CN=alice=administration");
    assertThat(operator.done("policy", "show", "theirs"))
        .contains("app:shop may encrypt, decrypt", "subject:CN=alice may describe", me() + " may ");
    Path der = operator.file("key.bin");
    OwnerOnly.write(der, "0123456789abcdef");
    operator.done(
        "key", "import", "brought", der.toString(), "--type", "AES-128", "--allow", "*=encrypt");
    assertThat(operator.done("policy", "show", "brought")).contains("* may encrypt");
    assertThat(
            operator.run("key", "import", "brought", der.toString(), "--allow", "*=encrypt").err())
        .contains("--allow: key 'brought' is there already");
    for (String wrong : List.of("app:shop", "=encrypt", "app:shop=", "app:shop=encipher")) {
      CommandRun run = operator.run("key", "create", "x", "--allow", wrong);
      assertThat(run.code()).as(wrong).isEqualTo(2);
    }
  }

  @Test
  void aRuleEndsOnADayAndANameThatNobodyHasIsDoubted() {
    operator.done("key", "create", "dated");
    CommandRun run =
        operator.run("policy", "allow", "dated", "shop", "encrypt", "--until", "2999-12-31");
    assertThat(run.code()).as(run.toString()).isZero();
    assertThat(run.out()).contains("shop may encrypt, until 2999-12-31T00:00:00Z");
    assertThat(run.err()).contains("is app:shop meant, or os:shop?");
    assertThat(operator.run("policy", "allow", "dated", "app:shop", "encrypt").err()).isEmpty();
    CommandRun wrong =
        operator.run("policy", "allow", "dated", "app:shop", "encrypt", "--until", "tomorrow");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("'tomorrow' is no time: ").doesNotContain("Exception");
  }

  @Test
  void whatIsNoOperationIsWrongUse() {
    CommandRun run = operator.run("policy", "allow", "x", "app:shop", "encipher");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("'encipher' is none of encrypt, decrypt");
    assertThat(operator.run("policy", "allow", "x", "a", "sign", "--context", "a=b").code())
        .isEqualTo(2);
    assertThat(operator.run("policy", "test", "x", "a", "administration").code()).isEqualTo(2);
  }
}
