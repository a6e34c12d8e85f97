// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import javax.security.auth.login.LoginException;
import org.turnlock.token.TokenException;
import org.turnlock.token.TokenException.Reason;
import org.turnlock.token.TokenLogin;

/**
 * Objects kept in one encrypted file that several processes may share. What was read last is held
 * as one immutable {@link Contents}, so that using a key is one volatile read; the file's first
 * bytes tell whether another process has written since. A change is made on the newest contents
 * under the file's lock, and is visible here only once it is durable.
 */
final class FileStore implements ObjectStore {
  private final TokenFile file;
  private final PinCost cost;
  private final TokenLogin login = new FileLogin(this);

  /** Null while logged out. Written under this object's monitor. */
  private volatile Contents contents;

  private volatile boolean closed;

  /**
   * @param cost of PINs set from now on
   */
  FileStore(TokenFile file, PinCost cost) {
    this.file = file;
    this.cost = cost;
  }

  /** The file as it was read or written last, during one login. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Contents(
      TokenFileHeader header, byte[] dataKey, ObjectMap objects, SessionKeys sessionKeys) {

    boolean isOf(byte[] start) {
      return Arrays.equals(header.encode(), start);
    }
  }

  @Override
  public ObjectMap current() {
    return opened().objects;
  }

  @Override
  public ObjectMap latest() {
    requireOpen();
    Contents seen = contents;
    if (seen == null) {
      return ObjectMap.EMPTY;
    }
    if (seen.isOf(readStart(TokenFileHeader.BYTES))) {
      return seen.objects;
    }
    synchronized (this) {
      return refreshed().objects;
    }
  }

  @Override
  public synchronized void change(UnaryOperator<ObjectMap> change) {
    opened();
    readStart(0); // a file that has vanished is not made again
    try {
      file.locked(
          () -> {
            Contents before = refreshed();
            ObjectMap after = change.apply(before.objects);
            return after == before.objects ? before : write(before, after);
          });
    } catch (IOException e) {
      throw new TokenException(
          Reason.NOT_WRITABLE,
          "the software token file "
              + file.path()
              + " cannot be written: its directory must exist, be writable and have room",
          e);
    }
  }

  @Override
  public SessionKeys sessionKeys() {
    return opened().sessionKeys;
  }

  @Override
  public TokenLogin login() {
    return login;
  }

  boolean loggedIn() {
    return contents != null;
  }

  /** Checks the PIN, and opens the file with it unless it is open already. */
  void login(char[] pin) throws LoginException {
    try (Pin given = Pin.given(pin)) {
      synchronized (this) {
        requireOpen();
        if (!file.exists()) {
          Pin.chosen(pin).close();
          file.locked(() -> file.exists() ? null : create(given));
        }
        byte[] content = file.readStart(TokenFileFormat.MAX_FILE_BYTES + 1);
        TokenFileHeader header = TokenFileHeader.decode(content);
        adopt(header, TokenFileFormat.unwrap(header, given.bytes()), content);
        removeLeftover();
      }
    } catch (IOException e) {
      throw failedLogin("cannot be opened or made: " + e, e);
    } catch (TokenFileException e) {
      throw failedLogin(e.getMessage(), e);
    }
  }

  @Override
  public void changePin(char[] oldPin, char[] newPin) throws LoginException {
    try (Pin old = Pin.given(oldPin);
        Pin chosen = Pin.chosen(newPin)) {
      synchronized (this) {
        requireOpen();
        file.readStart(0);
        file.locked(() -> rewrap(old, chosen));
      }
    } catch (IOException e) {
      throw failedLogin("cannot be read or written: " + e, e);
    }
  }

  synchronized void logout() {
    Contents last = contents;
    contents = null;
    if (last != null) {
      last.objects.wipe();
      last.sessionKeys.end();
      Arrays.fill(last.dataKey, (byte) 0);
    }
  }

  @Override
  public void requireOpen() {
    if (closed) {
      throw new TokenException(Reason.UNAVAILABLE, "the software token is closed");
    }
  }

  @Override
  public String serial() {
    requireOpen();
    Contents seen = contents;
    try {
      TokenFileHeader header =
          seen != null
              ? seen.header
              : TokenFileHeader.decode(file.readStart(TokenFileHeader.BYTES));
      return HexFormat.of().formatHex(header.serial());
    } catch (IOException | TokenFileException notThereYet) {
      return "";
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    logout();
  }

  private Void create(Pin pin) throws IOException {
    byte[] dataKey = SoftwareRandom.bytes(TokenFileFormat.KEY_BYTES);
    try {
      TokenFileHeader header =
          TokenFileFormat.wrap(TokenFileHeader.ofNewToken(cost), pin.bytes(), dataKey);
      file.write(TokenFileFormat.seal(header, dataKey, ObjectMap.EMPTY).bytes());
      return null;
    } finally {
      Arrays.fill(dataKey, (byte) 0);
    }
  }

  private Void rewrap(Pin old, Pin chosen) throws IOException, LoginException {
    byte[] content = file.readStart(TokenFileFormat.MAX_FILE_BYTES + 1);
    byte[] dataKey = {};
    ObjectMap objects = ObjectMap.EMPTY;
    try {
      TokenFileHeader header = TokenFileHeader.decode(content);
      dataKey = TokenFileFormat.unwrap(header, old.bytes());
      objects = TokenFileFormat.open(header, dataKey, content);
      TokenFileHeader wrapped =
          TokenFileFormat.wrap(header.withNewSalt(cost), chosen.bytes(), dataKey);
      file.write(TokenFileFormat.seal(wrapped, dataKey, objects).bytes());
      return null;
    } catch (TokenFileException e) {
      throw failedLogin(e.getMessage(), e);
    } finally {
      objects.wipe();
      Arrays.fill(dataKey, (byte) 0);
    }
  }

  /** Takes what a login has read; keeps the present login where it is of the same data key. */
  private void adopt(TokenFileHeader header, byte[] dataKey, byte[] content)
      throws TokenFileException {
    Contents seen = contents;
    if (seen != null && MessageDigest.isEqual(seen.dataKey, dataKey)) {
      Arrays.fill(dataKey, (byte) 0);
      update(seen, header, content);
      return;
    }
    ObjectMap objects = TokenFileFormat.open(header, dataKey, content);
    logout();
    contents = new Contents(header, dataKey, objects, new SessionKeys());
  }

  private Contents update(Contents seen, TokenFileHeader header, byte[] content)
      throws TokenFileException {
    if (!seen.isOf(header.encode())) {
      ObjectMap objects = TokenFileFormat.open(header, seen.dataKey, content);
      contents =
          new Contents(
              header, seen.dataKey, objects.takingSecretsFrom(seen.objects), seen.sessionKeys);
    }
    return contents;
  }

  /** The newest contents, read again if another process has written. */
  private Contents refreshed() {
    Contents seen = opened();
    if (seen.isOf(readStart(TokenFileHeader.BYTES))) {
      return seen;
    }
    byte[] content = readStart(TokenFileFormat.MAX_FILE_BYTES + 1);
    try {
      TokenFileHeader header = TokenFileHeader.decode(content);
      if (!Arrays.equals(header.serial(), seen.header.serial())) {
        throw new TokenException(
            Reason.UNAVAILABLE,
            "the software token file "
                + file.path()
                + " has been replaced by another token's: log out and in again");
      }
      return update(seen, header, content);
    } catch (TokenFileException e) {
      throw new TokenException(
          Reason.FAILED, "the software token file " + file.path() + " " + e.getMessage(), e);
    }
  }

  private Contents write(Contents before, ObjectMap objects) throws IOException {
    TokenFileFormat.Sealed sealed = TokenFileFormat.seal(before.header, before.dataKey, objects);
    file.write(sealed.bytes());
    contents = new Contents(sealed.header(), before.dataKey, objects, before.sessionKeys);
    return contents;
  }

  private Contents opened() {
    Contents now = contents;
    if (now == null) {
      requireOpen();
      throw new TokenException(
          Reason.NOT_LOGGED_IN,
          "the software token " + file.path() + " is locked: log in with its PIN first");
    }
    return now;
  }

  private byte[] readStart(int length) {
    try {
      return file.readStart(length);
    } catch (IOException e) {
      throw new TokenException(
          Reason.UNAVAILABLE, "the software token file " + file.path() + " cannot be read", e);
    }
  }

  /** What a writer that was killed has left is of no use, but it holds (encrypted) keys. */
  private void removeLeftover() {
    try {
      if (file.hasLeftover()) {
        file.locked(file::removeLeftover);
      }
    } catch (IOException | TokenException notWritableHere) {
      // The next writer removes it.
    }
  }

  private LoginException failedLogin(String what, Exception cause) {
    LoginException failure =
        new LoginException("the software token file " + file.path() + " " + what);
    failure.initCause(cause);
    return failure;
  }
}
