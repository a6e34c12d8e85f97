// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.crypt;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import org.turnlock.cli.console.Failure;

/** How a signature is written. */
enum SignatureEncoding {
  /** Its bytes, nothing else: what openssl reads. */
  RAW {
    @Override
    byte[] encode(byte[] signature) {
      return signature.clone();
    }

    @Override
    byte[] decode(byte[] text) {
      return text.clone();
    }
  },
  /** One line of text. */
  BASE64 {
    @Override
    byte[] encode(byte[] signature) {
      return line(Base64.getEncoder().encodeToString(signature));
    }

    @Override
    byte[] decode(byte[] text) {
      String digits = strict(text, "[A-Za-z0-9+/=\\s]*", "base64").replaceAll("\\s", "");
      try {
        return Base64.getDecoder().decode(digits);
      } catch (IllegalArgumentException e) {
        throw not("base64");
      }
    }
  },
  /** One line of hexadecimal digits. */
  HEX {
    @Override
    byte[] encode(byte[] signature) {
      return line(HexFormat.of().formatHex(signature));
    }

    @Override
    byte[] decode(byte[] text) {
      String digits = strict(text, "[0-9A-Fa-f\\s]*", "hexadecimal").replaceAll("\\s", "");
      if (digits.length() % 2 != 0) {
        throw not("hexadecimal");
      }
      return HexFormat.of().parseHex(digits);
    }
  };

  abstract byte[] encode(byte[] signature);

  /**
   * The signature itself.
   *
   * @throws Failure if the text is not of this form
   */
  abstract byte[] decode(byte[] text);

  private static byte[] line(String text) {
    return (text + "\n").getBytes(StandardCharsets.US_ASCII);
  }

  private static String strict(byte[] bytes, String form, String name) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    if (!text.matches(form)) {
      throw not(name);
    }
    return text;
  }

  private static Failure not(String name) {
    return new Failure("the signature is not " + name + "; --encoding says how it is written");
  }
}
