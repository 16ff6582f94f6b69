package org.oarlock.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.oarlock.check.NameReview.Candidate;
import org.oarlock.check.NameReview.Reviewed;
import org.oarlock.check.NameReview.State;
import org.oarlock.plan.FileIdentity;
import org.oarlock.plan.Phase;
import org.oarlock.plan.Plan;
import org.oarlock.plan.Structure;
import org.oarlock.plan.StructureSet;
import org.oarlock.protocol.Protocol;
import org.oarlock.protocol.ProtocolReader;

/** What may be meant where no name matches, and what never is. */
class NameReviewTest {
  @TempDir Path folder;

  private Protocol protocol(String structures) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("p.yaml"),
            "protocol: p\ntitle: P\nversion: 1.0.0\nstatus: draft\nstructures:\n"
                + structures
                + "goals: []\n");
    return Objects.requireNonNull(
        ProtocolReader.read(file).protocol(),
        () -> ProtocolReader.read(file).problems().toString());
  }

  private static Plan plan(String... names) {
    List<Structure> structures = new ArrayList<>();
    for (String name : names) {
      String[] parts = name.split("/", 2);
      String type = parts.length > 1 ? parts[1] : "";
      structures.add(new Structure(structures.size(), parts[0], type, List.of(), 0, 0));
    }
    FileIdentity file = new FileIdentity("RS.dcm", "1.2", "a".repeat(64));
    return new Plan(
        new Plan.Patient(null, null),
        new StructureSet(file, "S", "1.3", structures, 3),
        List.of(new Phase(null, "P", "", 0, 1, List.of(), List.of(), "HFS", null)));
  }

  private Reviewed review(String wanted, String... names) throws IOException {
    String rule = wanted.contains(":") ? wanted : wanted + ": {}";
    return NameReview.of(plan(names), protocol("  " + rule + "\n"), Settings.DEFAULT)
        .structures()
        .get(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Lung_L | Left Lung | WORDS | the same words, written otherwise",
        "Lung_L | LungLeft | WORDS | the same words, written otherwise",
        "Lung_L | Lt. Lung | WORDS | the same words, written otherwise",
        "Lung_L | Lunge links | SYNONYM | another word for Lung",
        "Kidney_R | Niere re | SYNONYM | another word for Kidney",
        "SpinalCord | Myelon | SYNONYM | another word for SpinalCord",
        "SpinalCord | Rückenmark | SYNONYM | another word for SpinalCord",
        "Bowel_Small | Small Bowel | WORDS | the same words, written otherwise",
        "Esophagus | Oesophagus | SYNONYM | another word for Esophagus",
        "Liver | Livver | SPELLING | 1 letter from Liver",
        "Bladder | Blader | SPELLING | 1 letter from Bladder",
        "Kidney_L | Kidney | WORDS | the same words, but it names no side: make sure that it is the"
            + " left one",
        "PTV1 | Boost/PTV | TYPE | its interpreted type is PTV",
      })
  void what_may_be_meant_is_shown_with_its_reason(
      String wanted, String name, String likeness, String reason) throws IOException {
    Reviewed reviewed = review(wanted, name);
    assertThat(reviewed.state()).isEqualTo(State.MISSING);
    assertThat(reviewed.matched()).isEmpty();
    assertThat(reviewed.candidates())
        .containsExactly(
            new Candidate(name.split("/")[0], NameReview.Likeness.valueOf(likeness), reason));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PTV1 | PTV2",
        "PTV1 | PTV11",
        "PTV_5000 | PTV_6000",
        "Lung_L | Lung_R",
        "Lung_L | Lunge rechts",
        "Liver | Lever arm",
        "Heart | Skin",
        "Eye | Ear",
      })
  void what_is_something_else_is_no_candidate(String wanted, String name) throws IOException {
    assertThat(review(wanted, name).candidates()).isEmpty();
  }

  @Test
  void the_likeliest_comes_first() throws IOException {
    assertThat(review("Kidney_L", "Kidny_L", "Niere links", "Left kidney").candidates())
        .extracting(Candidate::name)
        .containsExactly("Left kidney", "Niere links", "Kidny_L");
  }

  @Test
  void the_other_side_is_pointed_out() throws IOException {
    assertThat(review("Kidney_L", "Kidney_R").risks())
        .containsExactly("'Kidney_R' is the other side and no candidate");
    assertThat(review("Kidney_L: {names: [Kidney_R]}", "Kidney_R").risks())
        .containsExactly("'Kidney_R' names the right side");
    assertThat(review("Kidney_L: {names: [Kidney]}", "Kidney").risks())
        .containsExactly("'Kidney' names no side");
    assertThat(review("Kidney_L", "Kidney_L").risks()).isEmpty();
  }

  @Test
  void what_matches_has_no_candidates_and_what_is_ambiguous_says_so() throws IOException {
    Reviewed matched = review("Liver", "liver", "Livver");
    assertThat(matched.state()).isEqualTo(State.MATCHED);
    assertThat(matched.candidates()).isEmpty();
    Reviewed ambiguous = review("Liver: {names: [Hepar]}", "Liver", "Hepar");
    assertThat(ambiguous.state()).isEqualTo(State.OBSTRUCTED);
    assertThat(ambiguous.how()).contains("ambiguous").contains("'Liver', 'Hepar'");
  }

  @Test
  void what_another_structure_is_already_is_no_candidate() throws IOException {
    Protocol two = protocol("  PTV1: {}\n  PTV_High: {type: PTV}\n");
    NameReview review = NameReview.of(plan("PTV1/PTV", "Boost/PTV"), two, Settings.DEFAULT);
    assertThat(review.structures().get(1).candidates())
        .extracting(Candidate::name)
        .containsExactly("Boost");
    assertThat(review.unused()).containsExactly("Boost");
  }

  @Test
  void what_can_be_made_or_is_optional_is_not_missing() throws IOException {
    assertThat(review("Lungs: {define: 'union(Lung_L, Lung_R)'}", "X").state())
        .isEqualTo(State.MADE);
    assertThat(review("Scar: {optional: true}", "X").state()).isEqualTo(State.OPTIONAL);
  }

  @Test
  void names_without_letters_or_of_any_length_do_no_harm() throws IOException {
    assertThat(review("Liver", "", " ", "123", "\u0000", "L".repeat(10_000)).candidates())
        .isEmpty();
  }
}
