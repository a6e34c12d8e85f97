// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Pointer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.turnlock.pkcs11.binding.CallTrace;
import org.turnlock.pkcs11.constant.Cka;
import org.turnlock.pkcs11.constant.Cko;
import org.turnlock.pkcs11.constant.Ckr;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;

/**
 * Objects of several kinds, read at once: whatever a module says to what an object does not have.
 */
@SoftHsm
class AttributesOfMixedKindsTest {
  private static final byte[] ID = {7};
  private static final long[] OF_KEY = {Cka.CLASS, Cka.LABEL, Cka.VALUE_LEN, Cka.ID};
  private static final long[] OF_DATA = {Cka.CLASS, Cka.LABEL, Cka.APPLICATION, Cka.VALUE};

  /** Asks for what either kind has, never for a key's value. */
  private static final AttributeChoice EITHER =
      new AttributeChoice() {
        @Override
        public long[] first() {
          return new long[] {Cka.CLASS, Cka.APPLICATION, Cka.VALUE_LEN, Cka.ID, Cka.LABEL};
        }

        @Override
        public long[] wanted(AttributeValues known) {
          if (!known.has(Cka.CLASS)) {
            return new long[] {Cka.CLASS};
          }
          return known.ulong(Cka.CLASS, 0) == Cko.DATA ? OF_DATA : OF_KEY;
        }
      };

  private enum Answer {
    /** Each attribute is answered, as the standard says: SoftHSM, NSS. */
    EACH(1, 2),
    /** Those after the first that is missing are not answered. */
    UP_TO_THE_FIRST_MISSING(7, 7),
    /** Nothing is answered where one is missing. */
    ALL_OR_NOTHING(4, 4);

    /** The most calls that a key and a data object may cost. */
    private final long key;

    private final long data;

    Answer(long key, long data) {
      this.key = key;
      this.data = data;
    }
  }

  private final SoftHsmToken softHsm;
  private final Manner manner = new Manner();
  private Pkcs11Token token;

  AttributesOfMixedKindsTest(SoftHsmToken softHsm) {
    this.softHsm = softHsm;
  }

  /** Makes a module answer otherwise, and counts what it is asked. */
  private static final class Manner extends CallTrace {
    private volatile Answer answer = Answer.EACH;
    private final LongAdder reads = new LongAdder();

    @Override
    public <T> T around(Class<T> seam, T target) {
      return seam.cast(
          Proxy.newProxyInstance(
              seam.getClassLoader(),
              new Class<?>[] {seam},
              (self, method, arguments) -> {
                boolean read = method.getName().equals("C_GetAttributeValue");
                byte[] given =
                    read ? array(arguments).getByteArray(0, (int) bytes(arguments)) : null;
                try {
                  Object code = method.invoke(target, arguments);
                  if (read) {
                    reads.increment();
                    return answer((long) code, arguments, given);
                  }
                  return code;
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              }));
    }

    private static Pointer array(Object[] arguments) {
      return new Pointer((long) arguments[2]);
    }

    private static long bytes(Object[] arguments) {
      return 24 * (long) arguments[3];
    }

    private Object answer(long code, Object[] arguments, byte[] given) {
      if (code != Ckr.ATTRIBUTE_TYPE_INVALID || answer == Answer.EACH) {
        return code;
      }
      Pointer array = array(arguments);
      int untouched = 0;
      if (answer == Answer.UP_TO_THE_FIRST_MISSING) {
        while (array.getLong(untouched + 16L) != -1) {
          untouched += 24;
        }
        untouched += 24;
      }
      array.write(untouched, given, untouched, given.length - untouched);
      return answer == Answer.ALL_OR_NOTHING ? Ckr.GENERAL_ERROR : code;
    }
  }

  @BeforeEach
  void open() {
    token = Tokens.softHsm(softHsm, manner, 1);
    Tokens.newAesKey(token, true, "key", ID);
    token
        .objects()
        .create(
            Template.builder()
                .set(Cka.CLASS, Cko.DATA)
                .set(Cka.TOKEN, true)
                .set(Cka.LABEL, "data")
                .set(Cka.APPLICATION, "test")
                .set(Cka.VALUE, new byte[] {1, 2, 3})
                .build());
  }

  @AfterEach
  void close() {
    manner.answer = Answer.EACH;
    for (String label : List.of("key", "data")) {
      found(label).forEach(one -> token.objects().destroy(one.object()));
    }
    token.close();
  }

  private List<ObjectOperations.Found> found(String label) {
    Template match = Template.builder().set(Cka.TOKEN, true).set(Cka.LABEL, label).build();
    return token.objects().find(match, EITHER, values -> match);
  }

  private AttributeValues read(String label, long calls) {
    long before = manner.reads.sum();
    List<ObjectOperations.Found> found = found(label);
    assertThat(manner.reads.sum() - before).as("calls for %s", label).isLessThanOrEqualTo(calls);
    return found.get(0).values();
  }

  @ParameterizedTest
  @EnumSource
  void eachObjectIsReadWhole(Answer answer) {
    manner.answer = answer;
    AttributeValues key = read("key", answer.key);
    assertThat(key.text(Cka.LABEL)).isEqualTo("key");
    assertThat(key.bytes(Cka.ID)).isEqualTo(ID);
    assertThat(key.ulong(Cka.VALUE_LEN, 0)).isEqualTo(32);
    assertThat(key.has(Cka.APPLICATION)).isFalse();
    assertThat(key.has(Cka.VALUE)).isFalse();

    AttributeValues data = read("data", answer.data);
    assertThat(data.text(Cka.LABEL)).isEqualTo("data");
    assertThat(data.text(Cka.APPLICATION)).isEqualTo("test");
    assertThat(data.bytes(Cka.VALUE)).containsExactly(1, 2, 3);
    assertThat(data.has(Cka.VALUE_LEN)).isFalse();
  }
}
