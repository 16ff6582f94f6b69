package org.oarlock.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.oarlock.protocol.ProtocolChange.Effect;

class ProtocolDiffTest {
  private static final String HEAD =
      """
      protocol: case
      title: A case
      version: 1.0.0
      status: draft
      parameters:
        margin: {choices: [negative, positive, unknown]}
      prescriptions:
        phase1: {target: PTV, dose: 50 Gy}
      structures:
        PTV: {}
        Lungs: {}
        Lung_L: {}
      goals:
      """;

  @TempDir Path folder;

  private Protocol read(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name + ".yaml"), text);
    ProtocolReading reading = ProtocolReader.read(file);
    return Objects.requireNonNull(reading.protocol(), () -> reading.problems().toString());
  }

  private List<String> changes(String before, String after) throws IOException {
    return ProtocolDiff.between(read("before", before), read("after", after)).changes().stream()
        .map(c -> c.effect() + " " + c.section() + " " + c.name() + ": " + c.what())
        .toList();
  }

  private static String goal(String keys) {
    return HEAD + "  - {id: g, " + keys + "}\n";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "structure: Lungs, goal: 'V20Gy[%] < 15' | structure: Lungs, goal: 'V20Gy[%] < 20' | LOOSER"
            + " | V20Gy[%] < 15% -> V20Gy[%] < 20%",
        "structure: Lungs, goal: 'V20Gy[%] < 15' | structure: Lungs, goal: 'V20Gy[%] <= 15' |"
            + " LOOSER | V20Gy[%] < 15% -> V20Gy[%] <= 15%",
        "structure: Lungs, goal: 'V20Gy[%] < 15' | structure: Lungs, goal: 'V30Gy[%] < 15' | LOOSER"
            + " | V20Gy[%] < 15% -> V30Gy[%] < 15%",
        "structure: Lungs, goal: 'D95%[Gy] >= 47' | structure: Lungs, goal: 'V48Gy[%] >= 95' |"
            + " STRICTER | D95%[Gy] >= 47 Gy -> V48Gy[%] >= 95%",
        "structure: Lungs, goal: 'V20Gy[%] < 15' | structure: Lungs, goal: 'V30Gy[%] < 10' |"
            + " CHANGED | V20Gy[%] < 15% -> V30Gy[%] < 10%",
        "structure: Lungs, goal: 'Max[Gy] in 50..60' | structure: Lungs, goal: 'Max[Gy] in 52..60'"
            + " | STRICTER | Max[Gy] in 50 Gy..60 Gy -> Max[Gy] in 52 Gy..60 Gy",
        "structure: PTV, goal: 'Mean[Gy] = 50' | structure: PTV, goal: 'Mean[Gy] = 50 +- 1' | LOOSER"
            + " | Mean[Gy] = 50 Gy -> Mean[Gy] = 50 +- 1 Gy",
        "structure: PTV, goal: 'Mean[Gy] in 48..52' | structure: PTV, goal: 'Mean[Gy] = 50 +- 1' |"
            + " STRICTER | Mean[Gy] in 48 Gy..52 Gy -> Mean[Gy] = 50 +- 1 Gy",
        "structure: Lungs, goal: 'V20Gy[%] < 15' | structure: Lungs, any: ['V20Gy[%] < 15', 'Mean[Gy] < 9']"
            + " | LOOSER | V20Gy[%] < 15% -> any of V20Gy[%] < 15%, Mean[Gy] < 9 Gy",
        "structure: Lungs, goal: 'V20Gy[%] < 15' | structure: Lungs, all: ['V20Gy[%] < 15', 'Mean[Gy] < 9']"
            + " | STRICTER | V20Gy[%] < 15% -> all of V20Gy[%] < 15%, Mean[Gy] < 9 Gy",
        "structure: Lungs, goal: 'V20Gy[%] < 15' | structure: Lungs, goal: 'V20Gy[%] < 15', variation: 20"
            + " | LOOSER | variation: none -> V20Gy[%] < 20%",
        "structure: Lungs, goal: 'V20Gy[%] < 15', variation: 20 | structure: Lungs, goal: 'V20Gy[%] < 15',"
            + " variation: 18 | STRICTER | variation: V20Gy[%] < 20% -> V20Gy[%] < 18%",
        "structure: Lungs, goal: 'V20Gy[%] < 15', variation: 20 | structure: Lungs, goal: 'V20Gy[%] < 15',"
            + " variation: any | LOOSER | variation: V20Gy[%] < 20% -> any",
        "structure: Lungs, goal: 'V20Gy[%] < 15' | structure: Lungs, goal: 'V20Gy[%] < 15', obligation:"
            + " advisory | LOOSER | required -> advisory",
        "structure: Lungs, goal: 'V20Gy[%] < 15' | structure: Lungs, goal: 'V20Gy[%] < 15', when:"
            + " margin = positive | LOOSER | when: always -> margin = positive",
        "structure: Lungs, goal: 'V20Gy[%] < 15', when: margin = positive | structure: Lungs, goal:"
            + " 'V20Gy[%] < 15', when: margin != negative | STRICTER | when: margin = positive ->"
            + " margin != negative",
        "structure: Lungs, goal: 'V20Gy[%] < 15', when: margin = positive | structure: Lungs, goal:"
            + " 'V20Gy[%] < 15', when: margin = negative | CHANGED | when: margin = positive -> margin"
            + " = negative",
        "structure: Lungs, goal: 'V20Gy[%] < 15' | structure: Lung_L, goal: 'V20Gy[%] < 15' | CHANGED"
            + " | structure: Lungs -> Lung_L",
        "structure: Lungs, goal: 'V20Gy[%] < 15' | structure: Lungs, goal: 'V20Gy[%] < 15', dose:"
            + " phase1 | CHANGED | dose: total -> phase1",
        "structure: Lungs, goal: 'Mean[Gy] < 15' | structure: Lungs, goal: 'Mean[Gy] < 15', alpha_beta:"
            + " 3 Gy | CHANGED | dose: total -> total as EQD2 with alpha/beta 3 Gy",
        "structure: PTV, goal: 'Max[Gy] < 60' | structure: PTV, goal: 'Max[Gy] < 60', borderline:"
            + " review | STRICTER | borderline: note -> review",
      })
  void a_change_of_a_goal_is_looser_or_stricter_or_neither(
      String before, String after, Effect effect, String what) throws IOException {
    assertThat(changes(goal(before), goal(after))).containsExactly(effect + " goal g: " + what);
    if (effect != Effect.CHANGED) {
      Effect reverse = effect == Effect.LOOSER ? Effect.STRICTER : Effect.LOOSER;
      assertThat(changes(goal(after), goal(before)))
          .singleElement()
          .asString()
          .startsWith("" + reverse);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "structure: Lungs, goal: 'Max[Gy] < 45' | structure: Lungs, goal: 'Max[Gy] < 4500 cGy'",
        "structure: Lungs, goal: 'V20Gy[%] < 15' | structure: Lungs, goal: \"V20Gy[%]  <  15.0 %\"",
        "structure: Lungs, goal: 'D95%[Gy] >= 47.5' | structure: Lungs, goal: 'V47.5Gy[%] >= 95'",
        "structure: Lungs, goal: 'Max[Gy] < 45', when: margin = positive | structure: Lungs, goal:"
            + " 'Max[Gy] < 45', when: not (margin = negative or margin = unknown)",
        "structure: Lungs, goal: 'Max[Gy] < 45' | structure: Lungs, goal: 'Max[Gy] < 45', obligation:"
            + " required, help: something to know",
      })
  void what_says_the_same_in_other_words_is_no_change(String before, String after)
      throws IOException {
    assertThat(changes(goal(before), goal(after))).isEmpty();
  }

  @Test
  void what_is_added_removed_and_renamed_is_told() throws IOException {
    String lungs = "structure: Lungs, goal: \"V20Gy[%] < 15\"}\n";
    assertThat(
            changes(
                HEAD
                    + "  - {id: a, "
                    + lungs
                    + "  - {id: b, structure: PTV, goal: \"Max[Gy] < 60\"}\n",
                HEAD
                    + "  - {id: c, "
                    + lungs
                    + "  - {id: d, structure: PTV, goal: \"Min[Gy] > 40\"}\n"))
        .containsExactly(
            "LOOSER goal b: removed: PTV: Max[Gy] < 60 Gy",
            "STRICTER goal d: added: PTV: Min[Gy] > 40 Gy",
            "CHANGED goal c: renamed from a");
  }

  @Test
  void a_renamed_structure_changes_nothing_else() throws IOException {
    String before = goal("structure: Lungs, goal: \"V20Gy[%] of Lungs < 15\"");
    String after =
        before
            .replace("  Lungs: {}", "  LungBoth: {names: [Lungs]}")
            .replace(": Lungs,", ": LungBoth,")
            .replace("of Lungs", "of LungBoth");
    assertThat(changes(before, after))
        .containsExactly(
            "CHANGED structure LungBoth: renamed from Lungs",
            "CHANGED structure LungBoth: also looked for as LungBoth");
  }

  @Test
  void everything_else_that_means_something_is_compared() throws IOException {
    String before = goal("structure: Lungs, goal: \"V20Gy[%] < 15\"");
    assertThat(
            changes(
                before,
                before
                    .replace("status: draft", "status: approved")
                    .replace("unknown]", "unknown], default: negative")
                    .replace("dose: 50 Gy", "dose: 48..52 Gy, fractions: 25")
                    .replace(
                        "Lungs: {}", "Lungs: {optional: true, define: \"union(Lung_L, Lung_R)\"}")
                    .replace("Lung_L: {}", "Lung_L: {names: [LungLeft], type: ORGAN, each: part}")))
        .containsExactly(
            "LOOSER structure Lungs: needed -> optional",
            "CHANGED protocol case: status: draft -> approved",
            "CHANGED parameter margin: default: none -> negative",
            "CHANGED prescription phase1: 50 Gy -> 48 Gy..52 Gy in 25",
            "CHANGED structure Lungs: define: none -> union(Lung_L, Lung_R)",
            "CHANGED structure Lung_L: also looked for as LungLeft",
            "CHANGED structure Lung_L: type: none -> ORGAN",
            "CHANGED structure Lung_L: each: one -> part");
  }

  @Test
  void prescriptions_are_looser_if_they_allow_more() throws IOException {
    String goals = "  - {id: g, structure: PTV, goal: \"Max[Gy] < 60\"}\n";
    assertThat(changes(HEAD + goals, (HEAD + goals).replace("50 Gy", "48..50 Gy")))
        .containsExactly("LOOSER prescription phase1: 50 Gy -> 48 Gy..50 Gy");
    assertThat(changes(HEAD + goals, (HEAD + goals).replace("50 Gy", "50 Gy, fractions: 25")))
        .containsExactly("STRICTER prescription phase1: 50 Gy -> 50 Gy in 25");
    assertThat(changes(HEAD + goals, (HEAD + goals).replace(", dose: 50 Gy", "")))
        .containsExactly("LOOSER prescription phase1: 50 Gy -> any dose");
    String fractions = (HEAD + goals).replace("dose: 50 Gy", "fractions: 25");
    assertThat(changes(fractions, fractions.replace("25", "5")))
        .containsExactly("CHANGED prescription phase1: any dose in 25 -> any dose in 5");
    assertThat(changes(fractions, fractions.replace(", fractions: 25", "")))
        .containsExactly("LOOSER prescription phase1: any dose in 25 -> any dose");
    assertThat(changes(HEAD + goals, fractions.replace("phase1", "other")))
        .contains("STRICTER prescription other: added: any dose in 25 to PTV");
  }

  @Test
  void a_protocol_for_more_fraction_doses_is_looser() throws IOException {
    String plain = HEAD + "  - {id: g, structure: PTV, goal: \"Max[Gy] < 60\"}\n";
    String wide = plain.replace("version:", "fraction_dose: 1.8..6 Gy\nversion:");
    assertThat(changes(plain, wide))
        .containsExactly("CHANGED protocol case: fraction_dose: at most 2.2 Gy -> 1.8..6 Gy");
    assertThat(changes(wide, wide.replace("1.8..6", "1.8..2.2")))
        .containsExactly("STRICTER protocol case: fraction_dose: 1.8..6 Gy -> 1.8..2.2 Gy");
    assertThat(changes(wide, wide.replace("1.8..6", "1..8")))
        .containsExactly("LOOSER protocol case: fraction_dose: 1.8..6 Gy -> 1..8 Gy");
  }

  @Test
  void what_is_extended_counts_on_both_sides() throws IOException {
    read("base", goal("structure: Lungs, goal: \"V20Gy[%] < 15\""));
    String own = "protocol: own\ntitle: A case\nversion: 1.0.0\nstatus: draft\nextends: base\n";
    String flat =
        goal("structure: Lungs, goal: \"V20Gy[%] < 15\"")
            .replace("protocol: case", "protocol: own");
    assertThat(changes(own, flat)).isEmpty();
    assertThat(
            changes(
                own,
                own
                    + "goals:\n  - {id: g, override: true, structure: Lungs, goal: \"V20Gy[%] < 10\"}\n"))
        .containsExactly("STRICTER goal g: V20Gy[%] < 15% -> V20Gy[%] < 10%");
  }
}
