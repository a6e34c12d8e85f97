// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.record;

import java.nio.file.Path;
import java.util.function.Predicate;
import org.turnlock.token.KeyId;
import org.turnlock.token.ObjectQuery;
import org.turnlock.token.Token;
import org.turnlock.token.TokenDescription;
import org.turnlock.token.TokenException;
import org.turnlock.token.TokenException.Reason;

/** Finds the place for the records of a token's managed keys. */
public final class RecordStores {
  private RecordStores() {}

  /**
   * The store in the token itself, or in a directory if one is given.
   *
   * @param directory for tokens without data objects; else null. All processes that use the token
   *     must share it
   * @throws TokenException with {@link Reason#UNSUPPORTED} if the token has no data objects and no
   *     directory is given
   */
  public static RecordStore open(Token token, Path directory) {
    return open(token, directory, StoreSettings.STANDARD);
  }

  /**
   * The same for programs that may never manage a key: where there is no place for records, a store
   * without any, which says so when the first is to be made. Makes no call of the token.
   */
  public static RecordStore openIfPossible(Token token, Path directory) {
    try {
      return open(token, directory);
    } catch (TokenException e) {
      if (e.reason() != Reason.UNSUPPORTED) {
        throw e;
      }
      return new NoRecordStore(e.getMessage());
    }
  }

  static RecordStore open(Token token, Path directory, StoreSettings settings) {
    Predicate<KeyId> keyExists = id -> exists(token, id);
    if (directory != null) {
      DirectoryData data = new DirectoryData(directory);
      return new DataRecordStore(data, data.realPath().toString(), keyExists, settings);
    }
    if (!token.objects().holdsData()) {
      throw new TokenException(
          Reason.UNSUPPORTED,
          "the token '"
              + token.description().label()
              + "' has no data objects, where the records of managed keys would be kept; name a"
              + " directory for them: managedKeyDirectory = /some/directory");
    }
    return new DataRecordStore(token.objects(), scope(token.description()), keyExists, settings);
  }

  private static String scope(TokenDescription token) {
    return String.join("/", token.manufacturer(), token.model(), token.serial(), token.label());
  }

  private static boolean exists(Token token, KeyId id) {
    return !token.objects().find(new ObjectQuery.Identified(id)).keys().isEmpty();
  }
}
