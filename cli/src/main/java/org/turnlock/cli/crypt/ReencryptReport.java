// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.crypt;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.turnlock.cli.console.ExitCode;
import org.turnlock.cli.console.Failure;
import org.turnlock.cli.console.Json;
import org.turnlock.cli.console.Surroundings;
import org.turnlock.cli.console.Text;
import org.turnlock.cli.file.Outputs;
import org.turnlock.keys.KeyNames;

/** Tells what became of the files that were to be encrypted anew. For one thread. */
final class ReencryptReport {
  private final String key;
  private final String to;
  private final Surroundings surroundings;
  private final boolean json;
  private final List<Map<String, Object>> files = new ArrayList<>();
  private int done;
  private int already;
  private int failed;
  private boolean dataOnOutput;
  private ExitCode code = ExitCode.OK;

  ReencryptReport(String key, String to, Surroundings surroundings, boolean json) {
    this.key = key;
    this.to = to;
    this.surroundings = surroundings;
    this.json = json;
  }

  private Map<String, Object> add(SealedFile file, String status) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("input", file.file());
    fields.put("output", file.target());
    fields.put("status", status);
    files.add(fields);
    dataOnOutput |= Outputs.isStandard(file.target());
    return fields;
  }

  void done(SealedFile file, Reencryption.Done it) {
    done++;
    Map<String, Object> fields = add(file, "reencrypted");
    fields.put("from", it.from());
    fields.put("version", it.version());
    fields.put("bytesIn", it.bytesIn());
    fields.put("bytesOut", it.bytesOut());
    boolean elsewhere = !file.target().equals(file.file());
    tell(
        file.file()
            + (elsewhere ? " -> " + file.target() : "")
            + ": "
            + KeyNames.of(key, it.from())
            + " -> "
            + KeyNames.of(to, it.version()));
  }

  void already(SealedFile file) {
    already++;
    add(file, "already");
    tell(file.file() + ": is under the current version of '" + to + "' already");
  }

  void failed(SealedFile file, Exception why) {
    failed++;
    code = code == ExitCode.OK ? Failure.codeOf(why) : code;
    String line = Failure.line(why);
    add(file, "failed").put("failure", line);
    String name = file.file().toString();
    surroundings
        .err()
        .println(Text.safe("turnlock: " + (line.startsWith(name) ? "" : name + ": ") + line));
  }

  /** For people, unless the data goes where this would. */
  private void tell(String line) {
    if (!json && !dataOnOutput) {
      surroundings.out().println(Text.safe(line));
    }
  }

  /** All files have had their turn. */
  void end() {
    PrintWriter out = dataOnOutput ? surroundings.err() : surroundings.out();
    if (json) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("key", key);
      fields.put("to", to);
      fields.put("files", files);
      Json.print(out, fields);
    } else if (files.size() > 1) {
      out.println(
          files.size()
              + " files: "
              + done
              + " encrypted anew, "
              + already
              + " were already, "
              + failed
              + " failed");
    }
  }

  /** Of the first failure. */
  ExitCode code() {
    return code;
  }
}
