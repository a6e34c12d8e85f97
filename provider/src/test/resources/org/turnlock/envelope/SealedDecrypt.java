// SPDX-License-Identifier: Apache-2.0

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Opens Turnlock's sealed ciphertext, format 1, given the key of the version that it names. Written
 * from docs/formats.md, without any of Turnlock's code:
 *
 * <pre>java SealedDecrypt.java KEY-IN-HEX [AAD-IN-HEX] < sealed > plaintext</pre>
 *
 * The version goes to standard error. Whatever is wrong ends it with status 1; what was written
 * before is then the beginning of the plaintext at most, and not to be used.
 */
public final class SealedDecrypt {
  private static final int HEADER = 20;
  private static final int TAG = 16;
  private static final int SEGMENT = 1 << 20;

  private final SecretKeySpec key;
  private final byte[] aad;
  private final ByteBuffer header;

  private SealedDecrypt(SecretKeySpec key, byte[] aad, ByteBuffer header) {
    this.key = key;
    this.aad = aad;
    this.header = header;
  }

  public static void main(String[] args) throws Exception {
    HexFormat hex = HexFormat.of();
    byte[] aad = hex.parseHex(args.length > 1 ? args[1] : "");
    InputStream in = new BufferedInputStream(System.in);
    ByteBuffer header = ByteBuffer.wrap(in.readNBytes(HEADER));
    require(header.remaining() == HEADER && header.getShort(0) == 0x544C, "not sealed");
    require(header.get(2) == 1, "unknown format");
    System.err.println("version " + Integer.toUnsignedString(header.getInt(4)));
    SecretKeySpec key = new SecretKeySpec(hex.parseHex(args[0]), "AES");
    SealedDecrypt message = new SealedDecrypt(key, aad, header);
    switch (header.get(3)) {
      case 1 -> message.one(in, System.out);
      case 2 -> message.segments(in, System.out);
      default -> require(false, "unknown suite");
    }
    System.out.flush();
  }

  private void one(InputStream in, OutputStream out) throws GeneralSecurityException, IOException {
    byte[] sealed = in.readNBytes(SEGMENT + TAG);
    require(in.read() < 0, "too long for suite 1");
    out.write(gcm(0, new byte[0], sealed));
  }

  private void segments(InputStream in, OutputStream out)
      throws GeneralSecurityException, IOException {
    boolean last = false;
    for (long number = 0; !last; number++) {
      require(number <= 0xFFFF_FFFFL, "too many segments");
      byte[] sealed = in.readNBytes(SEGMENT + TAG);
      in.mark(1);
      last = in.read() < 0;
      in.reset();
      require(sealed.length > TAG, "the last segment is cut or missing");
      require(!last || number > 0, "one segment alone is no suite 2");
      ByteBuffer place = ByteBuffer.allocate(5).putInt((int) number).put((byte) (last ? 1 : 0));
      out.write(gcm((int) number, place.array(), sealed));
    }
  }

  private byte[] gcm(int number, byte[] place, byte[] sealed) throws GeneralSecurityException {
    ByteBuffer iv = ByteBuffer.allocate(12).put(0, header.array(), 8, 12);
    iv.putInt(8, iv.getInt(8) ^ number);
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(8 * TAG, iv.array()));
    cipher.updateAAD(header.array());
    cipher.updateAAD(place);
    cipher.updateAAD(aad);
    return cipher.doFinal(sealed);
  }

  private static void require(boolean right, String otherwise) {
    if (!right) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
