// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.record;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.turnlock.files.Directories;
import org.turnlock.files.OwnerOnly;
import org.turnlock.token.DataObjects;
import org.turnlock.token.TokenData;
import org.turnlock.token.TokenException;
import org.turnlock.token.TokenException.Reason;

/**
 * Data objects as the files of a directory, for tokens that have none. A file holds a value, its
 * name says whose. It is written beside, flushed and renamed, so that it is there whole or not.
 */
final class DirectoryData implements DataObjects {
  private static final String UNFINISHED = ".new-";
  private static final Duration SURELY_LEFT_BEHIND = Duration.ofHours(1);
  private static final int SEARCHES = 20;

  private final Path directory;

  /**
   * @param directory made if it is not there, for its owner only
   */
  DirectoryData(Path directory) {
    this.directory = directory.toAbsolutePath().normalize();
    try {
      OwnerOnly.createDirectories(this.directory);
      removeUnfinished();
    } catch (IOException e) {
      throw new TokenException(
          Reason.UNAVAILABLE, "the directory " + directory + " of managed keys cannot be used", e);
    }
  }

  private record FileData(
      Path path,
      String application,
      String label,
      @SuppressWarnings("ArrayRecordComponent") byte[] value)
      implements TokenData {
    @Override
    public byte[] value() {
      return value.clone();
    }
  }

  /** The directory, behind symbolic links. */
  Path realPath() {
    try {
      return directory.toRealPath();
    } catch (IOException e) {
      return directory;
    }
  }

  @Override
  public boolean holdsData() {
    return true;
  }

  @Override
  public List<TokenData> data(String application) {
    return matching(DataFileName.prefix(application));
  }

  @Override
  public List<TokenData> data(String application, String label) {
    return matching(DataFileName.prefix(application, label));
  }

  private List<TokenData> matching(String prefix) {
    for (int attempt = 0; attempt < SEARCHES; attempt++) {
      List<TokenData> found = new ArrayList<>();
      if (readAll(prefix, found)) {
        return found;
      }
    }
    throw new TokenException(
        Reason.UNAVAILABLE,
        "the files in the directory "
            + directory
            + " of managed keys change faster than they can be read");
  }

  /** Whether none vanished meanwhile. */
  private boolean readAll(String prefix, List<TokenData> found) {
    boolean whole = true;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        Optional<DataFileName> name = DataFileName.parse(file.getFileName().toString());
        if (name.isPresent() && name.get().toString().startsWith(prefix)) {
          whole &= read(file, name.get(), found);
        }
      }
      return whole;
    } catch (IOException e) {
      throw new TokenException(
          Reason.UNAVAILABLE,
          "the directory " + directory + " of managed keys cannot be read: " + reason(e),
          e);
    }
  }

  /** What is no file is not ours: to read a pipe would be to wait for its writer. */
  private static boolean read(Path file, DataFileName name, List<TokenData> found)
      throws IOException {
    try {
      if (Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) {
        found.add(new FileData(file, name.application(), name.label(), content(file)));
      }
      return true;
    } catch (NoSuchFileException removed) {
      return false;
    }
  }

  private static String reason(IOException e) {
    String named = e.getMessage() == null ? "" : " (" + e.getMessage() + ")";
    return e.getClass().getSimpleName().replace("Exception", "") + named;
  }

  /** At most so much that a reader sees that it is too long. */
  private static byte[] content(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(Der.MOST_BYTES + 1);
    }
  }

  @Override
  public TokenData addData(String application, String label, byte[] value) {
    DataFileName name = DataFileName.of(application, label);
    Path file = directory.resolve(name.toString());
    Path fresh = directory.resolve(UNFINISHED + name.unique());
    try {
      Files.createFile(fresh, OwnerOnly.fileAttributes(directory));
      OwnerOnly.giveToOwnerOf(directory, fresh);
      try (FileOutputStream out = new FileOutputStream(fresh.toFile())) {
        out.write(value);
        out.getFD().sync();
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      Directories.flush(directory);
      return new FileData(file, application, label, value.clone());
    } catch (IOException e) {
      throw notWritable(e);
    }
  }

  @Override
  public void destroy(TokenData data) {
    if (!(data instanceof FileData own) || !own.path().getParent().equals(directory)) {
      throw new TokenException(Reason.KEY_REFUSED, "the data is of another directory");
    }
    try {
      if (Files.deleteIfExists(own.path())) {
        Directories.flush(directory);
      }
    } catch (IOException e) {
      throw notWritable(e);
    }
  }

  private TokenException notWritable(IOException e) {
    return new TokenException(
        Reason.NOT_WRITABLE,
        "the directory " + directory + " of managed keys cannot be written to",
        e);
  }

  private void removeUnfinished() throws IOException {
    FileTime limit = FileTime.from(Instant.now().minus(SURELY_LEFT_BEHIND));
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, UNFINISHED + "*")) {
      for (Path file : files) {
        if (Files.getLastModifiedTime(file).compareTo(limit) < 0) {
          Files.deleteIfExists(file);
        }
      }
    } catch (NoSuchFileException finishedMeanwhile) {
      // The others wait for the next time.
    }
  }
}
