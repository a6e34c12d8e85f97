// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.trail;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.turnlock.files.Directories;
import org.turnlock.files.OwnerOnly;

/** The files of a lane, {@code 000001.jsonl} and so on, and the lanes of a trail. */
final class LaneFiles {
  private static final Pattern FILE = Pattern.compile("([0-9]{6}|[1-9][0-9]{6,8})\\.jsonl");
  private static final Pattern LANE = Pattern.compile("lane-([1-9][0-9]{0,5})");

  private LaneFiles() {}

  /** The files by number, ascending; none if there is no such lane. */
  static TreeMap<Integer, Path> of(Path lane) throws IOException {
    return numbered(lane, FILE);
  }

  /** The lanes by number, ascending; none if there is no such trail. */
  static TreeMap<Integer, Path> lanes(Path trail) throws IOException {
    return numbered(trail, LANE);
  }

  /** The lanes of a trail; or the directory itself, if it has files and no lanes. */
  static Collection<Path> lanesOrLane(Path trail) throws IOException {
    Collection<Path> lanes = lanes(trail).values();
    return lanes.isEmpty() && !of(trail).isEmpty() ? List.of(trail) : lanes;
  }

  /** Whether a directory of this name is a lane. */
  static boolean isLane(String name) {
    return LANE.matcher(name).matches();
  }

  static Path lane(Path trail, int number) {
    return trail.resolve("lane-" + number);
  }

  static Path file(Path lane, int number) {
    return lane.resolve(String.format(Locale.ROOT, "%06d.jsonl", number));
  }

  private static TreeMap<Integer, Path> numbered(Path directory, Pattern names) throws IOException {
    TreeMap<Integer, Path> found = new TreeMap<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      List<Path> all = new ArrayList<>();
      entries.forEach(all::add);
      for (Path entry : all) {
        Matcher name = names.matcher(entry.getFileName().toString());
        if (name.matches()) {
          found.put(Integer.valueOf(name.group(1)), entry);
        }
      }
    } catch (NoSuchFileException | NotDirectoryException none) {
      return found;
    }
    return found;
  }

  /** Makes a file, or takes the empty one that somebody has left who came no further. */
  static Path create(Path lane, int number) throws IOException {
    Path file = file(lane, number);
    try {
      Files.createFile(file, OwnerOnly.fileAttributes(lane));
    } catch (FileAlreadyExistsException e) {
      if (Files.size(file) > 0) {
        throw e;
      }
    }
    Directories.flush(lane);
    return file;
  }
}
