// SPDX-License-Identifier: Apache-2.0
package org.turnlock.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Why a directory could not be used, in words: many exceptions name the file, and nothing else. */
public final class FileTrouble {
  private FileTrouble() {}

  /**
   * Which file it is, and what is wrong with it.
   *
   * @param directory what was to be used, where the exception names no file
   */
  public static String of(Path directory, IOException e) {
    String file =
        e instanceof FileSystemException named && named.getFile() != null
            ? named.getFile()
            : directory.toString();
    return file + ": " + why(e);
  }

  private static String why(IOException e) {
    if (e instanceof FileSystemException known && known.getReason() != null) {
      return known.getReason();
    }
    if (e instanceof NoSuchFileException) {
      return "no such file or directory, and it cannot be made";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied: whoever runs the program must be able to write there";
    }
    if (e instanceof FileAlreadyExistsException) {
      return "it is there, and is no directory";
    }
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }
}
