package org.oarlock.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oarlock.plan.Phase;
import org.oarlock.plan.Plan;
import org.oarlock.plan.Prescription;
import org.oarlock.plan.Structure;
import org.oarlock.plan.StructureSet;
import org.oarlock.protocol.Selection;
import org.oarlock.protocol.SelectionReader;

/** What a plan goes to of which too little is known, or whose rules are written in short. */
class ProtocolChoiceTest {
  private static final Prescription PRESCRIBED = Phantom.to("PTV", 60);

  @TempDir Path folder;

  private ProtocolChoice.Chosen choose(String asked, Phase phase, String date, String... drawn)
      throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("s.yaml"),
            """
            selection: s
            version: 1.0.0
            rules:
              - {rule: first, %s, protocol: p.yaml}
              - {rule: rest, protocol: q.yaml}
            """
                .formatted(asked));
    SelectionReader.Reading reading = SelectionReader.read(file);
    Selection selection =
        Objects.requireNonNull(reading.selection(), () -> reading.problems().toString());
    List<Structure> structures =
        List.of(drawn).stream()
            .map(
                name ->
                    name.startsWith("!")
                        ? new Structure(9, name.substring(1), "", List.of(), 0, 0, true, null)
                        : Phantom.box(name, 0, 20))
            .toList();
    Plan plan =
        new Plan(
            new Plan.Patient(null, null),
            new StructureSet(Phantom.file("RS.dcm"), "S", "1.3", structures, 2),
            List.of(phase));
    return ProtocolChoice.of(selection, rule -> false, plan, p -> date);
  }

  private static Phase phase(String label, int fractions, Prescription... prescriptions) {
    return new Phase(null, label, "", fractions, 1, List.of(prescriptions), List.of(), "HFS", null);
  }

  private void assertNotTold(String asked, Phase phase, String date, String reason)
      throws IOException {
    assertThat(choose(asked, phase, date, "PTV"))
        .isEqualTo(
            new ProtocolChoice.Chosen(
                null, "whether the rule first of s fits cannot be told: " + reason));
  }

  private void assertRuleIs(String rule, ProtocolChoice.Chosen chosen) {
    assertThat(Objects.requireNonNull(chosen.rule(), chosen::reason).id()).isEqualTo(rule);
  }

  @Test
  void a_structure_whose_contours_are_wrong_is_neither_there_nor_absent() throws IOException {
    Phase whole = phase("A1", 30, PRESCRIBED);
    ProtocolChoice.Chosen unknown =
        new ProtocolChoice.Chosen(
            null,
            "whether the rule first of s fits cannot be told: the contours of the structure"
                + " 'Knee' are wrong");
    assertThat(choose("structures: [Knee]", whole, "", "PTV", "!Knee")).isEqualTo(unknown);
    assertThat(choose("without: [Knee]", whole, "", "PTV", "!Knee")).isEqualTo(unknown);
    assertRuleIs("first", choose("structures: [PTV]", whole, "", "PTV", "!Knee"));
    assertRuleIs("rest", choose("without: [PTV]", whole, "", "PTV", "!Knee"));
  }

  @Test
  void what_might_fit_a_rule_were_more_known_goes_to_no_later_one() throws IOException {
    String all = "label: A*, prescription: 60 Gy, fractions: 30, date: 2026-01-01..";
    Phase whole = phase("A1", 30, PRESCRIBED);
    assertRuleIs("first", choose(all, whole, "20260105"));
    assertNotTold(all, phase("", 30, PRESCRIBED), "20260105", "it has no label");
    assertNotTold(all, phase("A1", 30), "20260105", "no dose is prescribed");
    assertNotTold(
        all, phase("A1", 0, PRESCRIBED), "20260105", "the number of fractions is not known");
    assertNotTold(all, whole, "", "its date is not known");
    assertNotTold(all, whole, "2026.1.5", "its date, '2026.1.5', is none");
  }

  @Test
  void what_fits_a_rule_in_no_case_goes_to_the_next_one() throws IOException {
    String asked = "prescription: 60 Gy, fractions: 30, date: 2026-01-01..";
    assertRuleIs("rest", choose(asked, phase("A", 28), "", "PTV"));
    assertRuleIs("rest", choose(asked + ", without: PTV", phase("A", 0), "", "PTV"));
    assertRuleIs("rest", choose("fractions: 30, label: B*", phase("A", 0), "", "PTV"));
  }

  @Test
  void alternatives_are_alternatives_in_every_list_of_names() throws IOException {
    Phase any = phase("Neo1", 30, PRESCRIBED);
    assertRuleIs("rest", choose("without: Lung* | Heart", any, "", "PTV", "Heart"));
    assertRuleIs("rest", choose("without: [Lung* | Heart]", any, "", "Lung_L"));
    assertRuleIs("first", choose("without: Lung* | Heart", any, "", "PTV"));
    assertRuleIs("first", choose("label: Pre* | Neo*", any, "", "PTV"));
  }
}
