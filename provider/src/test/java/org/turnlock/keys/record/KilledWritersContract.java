// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.turnlock.contract.support.Seed;
import org.turnlock.keys.KeyNames;
import org.turnlock.keys.record.StoreSettings.Step;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.NewKey;
import org.turnlock.token.Token;
import org.turnlock.token.TokenKey;

/**
 * A process is killed between any two steps of its changes, and so is the one that comes after it:
 * nothing is lost, nothing is left over, nothing counts twice.
 */
abstract class KilledWritersContract {
  private static final List<String> STEPS =
      Stream.concat(Stream.of(Step.values()).map(Step::name), Stream.of(RotatingProcess.KEY_MADE))
          .toList();

  private final Seed seed = Seed.announce(getClass().getSimpleName());
  private final Set<String> stoppedAt = new HashSet<>();

  abstract TokenProcess token() throws Exception;

  @Test
  void aKillBetweenAnyTwoStepsLosesNothing() throws Exception {
    TokenProcess process = token();
    Token token = process.open();
    TokenKey bystander =
        token
            .objects()
            .generateSecretKey(Ckk.AES, 32, NewKey.resident("bystander", Set.of(KeyUsage.ENCRYPT)));
    List<String> aliases = STEPS.stream().map(step -> "killed-" + step).toList();
    RecordStore store = RecordStores.open(token, null, RotatingProcess.SETTINGS);
    for (String alias : aliases) {
      RotatingProcess.rotate(store, token, alias, step -> {}, "");
    }
    Map<String, Long> acknowledged = new HashMap<>();
    int shift = shift(seed.forCase("shift", 0));
    runAndKill(process, stops(aliases, 0), acknowledged);
    runAndKill(process, stops(aliases, shift), acknowledged);
    assertThat(stoppedAt).as("%s", seed).containsAll(STEPS);

    int waited = 0;
    for (String alias : aliases) {
      String what = seed + " " + alias;
      ManagedKeyRecord found = store.find(alias).orElseThrow();
      waited += RotatingProcess.inTwoSteps(alias) && found.versions().size() > 1 ? 1 : 0;
      assertThat(found.revision())
          .as(what)
          .isGreaterThanOrEqualTo(acknowledged.getOrDefault(alias, 0L));
      ManagedKeyRecord next = RotatingProcess.rotate(store, token, alias, step -> {}, "");
      assertThat(next.versions().subList(0, found.versions().size()))
          .extracting(VersionRecord::id)
          .as(what)
          .isEqualTo(found.versions().stream().map(VersionRecord::id).toList());
      assertThat(next.version(1).orElseThrow().used())
          .as(what)
          .isEqualTo(RotatingProcess.USE.plus(RotatingProcess.USE));
      assertThat(Records.records(token.objects(), alias)).as(what).hasSize(1);
      assertThat(Records.leases(token.objects(), alias)).as(what).isEmpty();
      assertThat(Records.ledgers(token.objects(), alias)).as(what).isEmpty();
      assertThat(token.objects().keys())
          .filteredOn(key -> isOf(alias, key))
          .extracting(key -> key.attributes().id())
          .as(what)
          .containsExactlyInAnyOrderElementsOf(
              next.versions().stream().map(VersionRecord::id).toList());
    }
    assertThat(waited).as("%s: versions that waited through a kill", seed).isPositive();
    assertThat(token.objects().keys())
        .filteredOn(key -> key.attributes().id().equals(bystander.attributes().id()))
        .hasSize(1);
    token.close();
  }

  private static boolean isOf(String alias, TokenKey key) {
    return KeyNames.parse(key.attributes().label())
        .filter(name -> name.alias().equals(alias))
        .isPresent();
  }

  /**
   * How many steps further the second process stops than the first did: one of those with which
   * every step is stopped at, those too that only who takes over comes to.
   */
  private static int shift(Random random) {
    Set<String> takingOver = Set.of(Step.FENCE_WRITTEN.name(), Step.LEFTOVERS_REMOVED.name());
    int shift;
    boolean fits;
    do {
      int tried = 1 + random.nextInt(STEPS.size() - 1);
      fits =
          takingOver.stream()
              .map(step -> STEPS.get(Math.floorMod(STEPS.indexOf(step) - tried, STEPS.size())))
              .noneMatch(
                  first ->
                      takingOver.contains(first)
                          || first.equals(Step.LEDGERS_REMOVED.name())
                          || first.equals(Step.LEASE_GIVEN_BACK.name()));
      shift = tried;
    } while (!fits);
    return shift;
  }

  private static Map<String, String> stops(List<String> aliases, int shift) {
    Map<String, String> stops = new LinkedHashMap<>();
    for (int i = 0; i < aliases.size(); i++) {
      stops.put(aliases.get(i), STEPS.get((i + shift) % STEPS.size()));
    }
    return stops;
  }

  /** All rotations in one process, each stopped at its step; then the process is killed. */
  private void runAndKill(
      TokenProcess token, Map<String, String> stops, Map<String, Long> acknowledged)
      throws Exception {
    List<String> work = new ArrayList<>();
    stops.forEach((alias, step) -> work.add(alias + "=" + step));
    Process process = token.start(RotatingProcess.class, work);
    try (BufferedReader lines = process.inputReader()) {
      for (int i = 0; i < stops.size(); i++) {
        String[] line = String.valueOf(lines.readLine()).split(" ", -1);
        assertThat(line[0]).as("%s %s", seed, String.join(" ", line)).isIn("AT", "DONE");
        if (line[0].equals("AT")) {
          stoppedAt.add(line[2]);
        } else if (!line[2].isEmpty()) {
          acknowledged.put(line[1], Long.valueOf(line[2]));
        }
      }
      assertThat(process.isAlive()).isTrue();
    } finally {
      process.toHandle().destroyForcibly();
      process.waitFor();
    }
  }
}
