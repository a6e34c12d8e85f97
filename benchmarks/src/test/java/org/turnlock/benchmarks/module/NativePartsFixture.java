// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.module;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.turnlock.softhsm.NssSoftokn;

/** The programs in C for tests, which are skipped where there is no compiler. */
public final class NativePartsFixture {
  private NativePartsFixture() {}

  /** Builds them. */
  public static NativeParts in(Path directory) throws IOException, InterruptedException {
    String basedir = System.getProperty("basedir", "");
    System.setProperty(NativeParts.SOURCES, Path.of(basedir).resolve("native").toString());
    try {
      return NativeParts.in(directory);
    } catch (NoCompilerException e) {
      return Assumptions.abort(e.getMessage());
    }
  }

  /** A provider's configuration of NSS, with session keys only. */
  static String nss(NssSoftokn installed) {
    return "--name = NSS\nnssLibraryDirectory = "
        + installed.directory()
        + "\nnssDbMode = noDb\nattributes = compatibility\n";
  }
}
