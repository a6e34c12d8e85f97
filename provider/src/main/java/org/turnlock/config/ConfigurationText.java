// SPDX-License-Identifier: Apache-2.0
package org.turnlock.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The text of a configuration and where it came from.
 *
 * @param source the file's name, or {@code inline configuration}
 * @param file the file, if it is one
 * @param text the directives
 * @param places where relative paths start: the file's directory, else the working directory
 */
record ConfigurationText(String source, Optional<Path> file, String text, PathResolver places) {
  private static final String INLINE = "inline configuration";
  private static final int LARGEST = 1 << 20;

  /**
   * Reads what {@code Provider.configure} was given: {@code --} and the directives themselves, with
   * {@code \n} between lines, or a file's name.
   */
  static ConfigurationText of(String argument) {
    if (argument == null) {
      throw refuse(INLINE, "nothing given: expected a file name, or directives after --");
    }
    if (argument.startsWith("--")) {
      String text = argument.substring(2).replace("\\n", "\n");
      return new ConfigurationText(INLINE, Optional.empty(), text, new PathResolver(Path.of("")));
    }
    try {
      Path file = new PathResolver(Path.of("")).resolve(PropertyExpansion.expand(argument));
      Path directory = file.toAbsolutePath().getParent();
      return new ConfigurationText(
          argument,
          Optional.of(file),
          read(file, argument),
          new PathResolver(directory == null ? file : directory));
    } catch (BadValue e) {
      throw refuse(argument, e.getMessage());
    } catch (IOException e) {
      throw refuse(argument, "the file cannot be read (" + e.getClass().getSimpleName() + ")");
    }
  }

  private static String read(Path file, String name) throws IOException {
    if (!Files.exists(file)) {
      throw refuse(name, "no such file; directives themselves are given after --");
    }
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw refuse(name, "not a readable file");
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(LARGEST + 1); // A device has no size.
    }
    if (bytes.length > LARGEST) {
      throw refuse(name, "larger than 1 MiB: this is no configuration file");
    }
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      text = new String(bytes, StandardCharsets.ISO_8859_1);
    }
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static ConfigurationException refuse(String source, String problem) {
    return new ConfigurationException(source, 0, "", problem);
  }

  /** Turns the text of a path into a path. */
  record PathResolver(Path base) {
    /** Resolves {@code ~/} against the user's home, other relative paths against the base. */
    Path resolve(String text) throws BadValue {
      try {
        if (text.equals("~") || text.startsWith("~/")) {
          return Path.of(System.getProperty("user.home") + text.substring(1));
        }
        return base.resolve(text).normalize();
      } catch (InvalidPathException e) {
        throw new BadValue("not a path: " + e.getReason());
      }
    }
  }
}
