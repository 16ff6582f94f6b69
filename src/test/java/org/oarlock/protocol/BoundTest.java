package org.oarlock.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the linter says of two limits, held against every dose that three voxels of 1 cc can have
 * among 0, 10, 20 and 30 Gy: 64 doses, for each of which the metrics follow from their definition.
 */
class BoundTest {
  private static final int DOSES = 64;

  @TempDir Path folder;

  /** A condition, and for which of the doses it holds. */
  private record Case(Goal goal, List<Bound> bounds, long holds) {
    boolean implies(Case other) {
      return other.bounds.stream().allMatch(b -> bounds.stream().anyMatch(a -> a.implies(b)));
    }

    boolean excludes(Case other) {
      return bounds.stream().anyMatch(a -> other.bounds.stream().anyMatch(a::excludes));
    }
  }

  /** The doses of the voxels in Gy, the hottest first. */
  private static double[] doses(int number) {
    double[] gy = {10 * (number / 16), 10 * (number / 4 % 4), 10 * (number % 4)};
    Arrays.sort(gy);
    return new double[] {gy[2], gy[1], gy[0]};
  }

  /** V(d) in cc: the voxels that get at least d. */
  private static double volume(double[] gy, double dose) {
    return Arrays.stream(gy).filter(d -> d >= dose).count();
  }

  /** D(v): the greatest d with V(d) >= v. */
  private static double dose(double[] gy, double cc) {
    return Arrays.stream(gy).filter(d -> volume(gy, d) >= cc - 1e-9).max().orElseThrow();
  }

  private List<Case> cases() throws IOException {
    List<String> texts = new ArrayList<>();
    List<Long> holds = new ArrayList<>();
    for (double at : new double[] {0, 10, 20, 30}) {
      add(texts, holds, "V%.0fGy[%%]".formatted(at), gy -> volume(gy, at) * 100 / 3, 0, 50, 100);
      add(texts, holds, "CV%.0fGy[%%]".formatted(at), gy -> 100 - volume(gy, at) * 100 / 3, 0, 50);
      add(texts, holds, "V%.0fGy[cc]".formatted(at), gy -> volume(gy, at), 0, 1, 2);
    }
    for (double percent : new double[] {10, 50, 90}) {
      String d = "D%.0f%%[Gy]".formatted(percent);
      add(texts, holds, d, gy -> dose(gy, percent * 3 / 100), 0, 10, 20, 30);
    }
    for (double cc : new double[] {1, 2}) {
      add(texts, holds, "D%.0fcc[Gy]".formatted(cc), gy -> dose(gy, cc), 0, 10, 20, 30);
    }
    add(texts, holds, "Min[Gy]", gy -> gy[2], 0, 10, 20, 30);
    add(texts, holds, "Max[Gy]", gy -> gy[0], 0, 10, 20, 30);
    add(texts, holds, "Median[Gy]", gy -> gy[1], 0, 10, 20, 30);
    add(texts, holds, "Mean[Gy]", gy -> Arrays.stream(gy).average().orElseThrow(), 0, 10, 20, 30);
    return read(texts, holds);
  }

  private static void add(
      List<String> texts,
      List<Long> holds,
      String metric,
      ToDoubleFunction<double[]> value,
      double... limits) {
    for (double limit : limits) {
      for (String operator : List.of("<", "<=", ">", ">=", "=")) {
        texts.add("%s %s %.0f".formatted(metric, operator, limit));
        long bits = 0;
        for (int i = 0; i < DOSES; i++) {
          double side = value.applyAsDouble(doses(i)) - limit;
          double step = Math.abs(side) < 1e-9 ? 0 : side;
          boolean met =
              switch (operator) {
                case "<" -> step < 0;
                case "<=" -> step <= 0;
                case ">" -> step > 0;
                case ">=" -> step >= 0;
                default -> step == 0;
              };
          bits |= met ? 1L << i : 0;
        }
        holds.add(bits);
      }
    }
  }

  private List<Case> read(List<String> texts, List<Long> holds) throws IOException {
    StringBuilder yaml =
        new StringBuilder(
            "protocol: case\ntitle: A case\nversion: 1.0.0\nstatus: draft\n"
                + "structures:\n  Lungs: {}\ngoals:\n");
    for (int i = 0; i < texts.size(); i++) {
      yaml.append("  - {id: g%d, structure: Lungs, goal: \"%s\"}\n".formatted(i, texts.get(i)));
    }
    Path file = Files.writeString(folder.resolve("case.yaml"), yaml);
    Protocol protocol = Objects.requireNonNull(ProtocolReader.read(file).protocol());
    List<Case> cases = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      Goal goal = protocol.goals().get(i);
      List<Bound> bounds = Bound.of(goal.conditions().get(0), goal);
      cases.add(new Case(goal, bounds, holds.get(i)));
    }
    return cases.stream().filter(one -> !one.bounds.isEmpty()).toList();
  }

  @Test
  void what_follows_from_a_limit_holds_wherever_the_limit_does() throws IOException {
    List<Case> cases = cases();
    int found = 0;
    for (Case a : cases) {
      for (Case b : cases) {
        if (a.implies(b)) {
          found++;
          assertThat(a.holds & ~b.holds)
              .as("%s => %s", a.goal.conditions(), b.goal.conditions())
              .isZero();
        }
      }
    }
    assertThat(found).isGreaterThan(5_000);
  }

  @Test
  void limits_that_exclude_one_another_are_never_met_together() throws IOException {
    List<Case> cases = cases();
    int found = 0;
    for (Case a : cases) {
      for (Case b : cases) {
        assertThat(a.excludes(b)).isEqualTo(b.excludes(a));
        if (a.excludes(b)) {
          found++;
          assertThat(a.holds & b.holds)
              .as("%s, %s", a.goal.conditions(), b.goal.conditions())
              .isZero();
        }
      }
    }
    assertThat(found).isGreaterThan(5_000);
  }

  @Test
  void what_is_always_or_never_met_is_so_for_every_dose() throws IOException {
    int always = 0;
    int never = 0;
    for (Case one : cases()) {
      if (one.bounds.stream().allMatch(Bound::isAlwaysMet)) {
        always++;
        assertThat(one.holds).as("%s", one.goal.conditions()).isEqualTo(-1L);
      }
      if (one.bounds.stream().anyMatch(Bound::isNeverMet)) {
        never++;
        assertThat(one.holds).as("%s", one.goal.conditions()).isZero();
      }
    }
    assertThat(always).isGreaterThan(20);
    assertThat(never).isGreaterThan(20);
  }
}
