// SPDX-License-Identifier: Apache-2.0
package org.turnlock.config;

import java.io.IOException;
import java.io.StreamTokenizer;
import java.io.StringReader;
import java.io.UncheckedIOException;

/**
 * A configuration cut into words, quoted strings, marks and line ends, as SunPKCS11 cuts it. Braces
 * are letters of a word: as marks of a block they stand alone.
 */
final class Tokens {
  private static final String OPEN = "{";
  private static final String CLOSE = "}";

  private static final int LONGEST_SHOWN = 60;

  private final StreamTokenizer tokenizer;

  Tokens(String text) {
    tokenizer = new StreamTokenizer(new StringReader(text));
    tokenizer.resetSyntax();
    tokenizer.whitespaceChars(0, ' ');
    for (char[] range : new char[][] {{'a', 'z'}, {'A', 'Z'}, {'0', '9'}, {0x80, 0xFF}}) {
      tokenizer.wordChars(range[0], range[1]);
    }
    for (char letter : "$*+-./:\\_{}~".toCharArray()) {
      tokenizer.wordChars(letter, letter);
    }
    tokenizer.quoteChar('"');
    tokenizer.commentChar('#');
    tokenizer.eolIsSignificant(true);
  }

  /** The line of the token read last, from 1. */
  int line() {
    boolean ended = tokenizer.ttype == StreamTokenizer.TT_EOL;
    return Math.max(1, tokenizer.lineno() - (ended ? 1 : 0));
  }

  /** The next directive's name, null at the end. */
  String directive() throws BadValue {
    skipLineEnds();
    if (tokenizer.ttype == StreamTokenizer.TT_EOF) {
      return null;
    }
    if (tokenizer.ttype != StreamTokenizer.TT_WORD) {
      throw new BadValue("expected the name of a directive, found " + shown());
    }
    return tokenizer.sval;
  }

  /** Passes over one mark. */
  void expect(char mark) throws BadValue {
    if (advance() != mark) {
      throw new BadValue("expected '" + mark + "', found " + shown());
    }
  }

  /** Whether the next token is this mark; it is passed over if so. */
  boolean accept(char mark) {
    if (advance() == mark) {
      return true;
    }
    tokenizer.pushBack();
    return false;
  }

  /** A word without quotes. */
  String word() throws BadValue {
    if (advance() != StreamTokenizer.TT_WORD) {
      throw new BadValue("expected a word without quotes, found " + shown());
    }
    return tokenizer.sval;
  }

  /** A quoted string. */
  String quoted() throws BadValue {
    if (advance() != '"') {
      throw new BadValue("expected a string in double quotes, found " + shown());
    }
    return tokenizer.sval;
  }

  /** A word or a quoted string. */
  String string() throws BadValue {
    int type = advance();
    if (type != StreamTokenizer.TT_WORD && type != '"') {
      throw new BadValue("expected a word or a string in double quotes, found " + shown());
    }
    return tokenizer.sval;
  }

  /** Words and quoted strings to the end of the line, with one blank between them. */
  String restOfLine() throws BadValue {
    StringBuilder line = new StringBuilder(string());
    while (true) {
      int type = advance();
      if (type == StreamTokenizer.TT_EOL || type == StreamTokenizer.TT_EOF) {
        tokenizer.pushBack();
        return line.toString();
      }
      if (type != StreamTokenizer.TT_WORD && type != '"') {
        throw new BadValue("unexpected " + shown() + "; put the value in double quotes");
      }
      line.append(' ').append(tokenizer.sval);
    }
  }

  /** Passes over the opening brace of a block, on this line or a later one. */
  void openBlock() throws BadValue {
    skipLineEnds();
    if (tokenizer.ttype != StreamTokenizer.TT_WORD || !tokenizer.sval.equals(OPEN)) {
      throw new BadValue("expected '{' with blanks around it, found " + shown());
    }
  }

  /** The next word of a block, null at its closing brace. */
  String wordOfBlock() throws BadValue {
    skipLineEnds();
    if (tokenizer.ttype == StreamTokenizer.TT_EOF) {
      throw new BadValue("the block does not end: expected '}' with blanks around it");
    }
    if (tokenizer.ttype != StreamTokenizer.TT_WORD) {
      throw new BadValue("expected a name or '}', found " + shown());
    }
    return tokenizer.sval.equals(CLOSE) ? null : tokenizer.sval;
  }

  private void skipLineEnds() {
    while (advance() == StreamTokenizer.TT_EOL) {}
  }

  private int advance() {
    try {
      return tokenizer.nextToken();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What was found, for a message; never the inside of quotes, which may be secret. */
  private String shown() {
    return switch (tokenizer.ttype) {
      case StreamTokenizer.TT_EOF -> "the end of the configuration";
      case StreamTokenizer.TT_EOL -> "the end of the line";
      case StreamTokenizer.TT_WORD -> "'" + shortened(tokenizer.sval) + "'";
      case '"' -> "a quoted string";
      default -> "'" + (char) tokenizer.ttype + "'";
    };
  }

  /** The beginning of a word, for a message. */
  static String shortened(String word) {
    return word.length() <= LONGEST_SHOWN ? word : word.substring(0, LONGEST_SHOWN) + "...";
  }
}
