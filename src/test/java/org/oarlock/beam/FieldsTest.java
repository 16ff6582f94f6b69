package org.oarlock.beam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.oarlock.beam.SampleBeams.beam;
import static org.oarlock.beam.SampleBeams.phase;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.oarlock.beam.Fields.Energy;
import org.oarlock.beam.Finding.Known;
import org.oarlock.beam.Finding.Unknown;
import org.oarlock.beam.SampleBeams.BeamBuilder;
import org.oarlock.plan.FileIdentity;
import org.oarlock.plan.Phase;
import org.oarlock.quantity.Quantity;
import org.oarlock.quantity.Unit;

class FieldsTest {
  private static <T> Known<T> known(Finding<T> finding) {
    assertThat(finding).isInstanceOf(Known.class);
    return (Known<T>) finding;
  }

  private static String reason(Finding<?> finding) {
    assertThat(finding).isInstanceOf(Unknown.class);
    return ((Unknown<?>) finding).reason();
  }

  private static BeamBuilder delivered(String type) {
    BeamBuilder beam = beam().number(9);
    beam.delivery = type;
    return beam;
  }

  @Test
  void treatment_fields_count_and_others_do_not() {
    Phase phase =
        phase(
            "HFS",
            beam().number(1),
            beam().number(2),
            delivered("SETUP"),
            delivered("OPEN_PORTFILM"),
            delivered("VERIFICATION"),
            delivered("CONTINUATION"),
            delivered(""));
    Known<Integer> fields = known(Fields.count(phase));
    assertThat(fields.value()).isEqualTo(4);
    assertThat(fields.details())
        .containsExactly(
            "field 1 (B1), field 2 (B2), field 9 (B9), field 9 (B9)",
            "3 for set-up, images or verification not counted");
  }

  @Test
  void a_field_without_monitor_units_beside_others_may_not_be_treated_at_all() {
    Phase phase = phase("HFS", beam().number(1), beam().number(2).meterset(0));
    assertThat(reason(Fields.count(phase))).contains("not for field 2 (B2)");
    Phase none = phase("HFS", beam().meterset(0), beam().meterset(0));
    assertThat(known(Fields.count(none)).value()).isEqualTo(2);
  }

  @Test
  void fields_of_several_plans_or_fraction_groups_cannot_be_told_apart() {
    Phase one = phase("HFS", beam());
    Phase together = new Phase(null, "A + B", "", 0, 2, List.of(), one.beams(), "HFS", null);
    assertThat(reason(Fields.count(together))).contains("several plans");
    Phase groups =
        new Phase(
            new FileIdentity("RP", "", ""), "A", "", 0, 2, List.of(), one.beams(), "HFS", null);
    assertThat(reason(Fields.count(groups))).contains("2 fraction groups");
    Phase none = new Phase(null, "", "", 0, 0, List.of(), List.of(), "", null);
    assertThat(reason(Fields.count(none))).isEqualTo("there is no RT Plan");
    assertThat(reason(Fields.count(phase("HFS", delivered("SETUP"))))).contains("no treatment");
  }

  @Test
  void technique_is_arc_where_the_gantry_turns_with_the_beam_on() {
    BeamBuilder arc = beam().arc("CW", 181, 0, 179);
    BeamBuilder stepAndShoot = beam().gantry(0, 0, 90, 90).weights(0, 0.5, 0.5, 1);
    assertThat(known(Fields.technique(phase("HFS", beam(), stepAndShoot))).value())
        .isEqualTo(Technique.STATIC);
    assertThat(known(Fields.technique(phase("HFS", arc, arc))).value()).isEqualTo(Technique.ARC);
    Known<Technique> mixed = known(Fields.technique(phase("HFS", beam().number(1), arc.number(2))));
    assertThat(mixed.value()).isEqualTo(Technique.MIXED);
    assertThat(mixed.details()).containsExactly("static: field 1 (B1)", "arcs: field 2 (B2)");
  }

  @Test
  void helical_delivery_is_an_arc() {
    double[] angles = new double[102];
    for (int i = 0; i < angles.length; i++) {
      angles[i] = i * 360.0 / 51 % 360;
    }
    assertThat(known(Fields.technique(phase("HFS", beam().arc("CW", angles)))).value())
        .isEqualTo(Technique.ARC);
  }

  @Test
  void technique_needs_control_points() {
    BeamBuilder one = beam();
    one.gantry = new double[] {0};
    one.weights = new double[] {0};
    assertThat(reason(Fields.technique(phase("HFS", one)))).contains("1 control points");
  }

  @ParameterizedTest
  @CsvSource({
    "PHOTON, PHOTON, PHOTON",
    "ELECTRON, ELECTRON, ELECTRON",
    "PROTON, PROTON, PROTON",
    "ION, ION, ION",
    "PHOTON, ELECTRON, MIXED"
  })
  void radiation_is_that_of_all_fields(String first, String second, Radiation expected) {
    Phase phase = phase("HFS", beam().radiation(first), beam().radiation(second));
    assertThat(known(Fields.radiation(phase)).value()).isEqualTo(expected);
  }

  @Test
  void radiation_that_is_not_stated_is_not_guessed() {
    assertThat(reason(Fields.radiation(phase("HFS", beam().radiation(""))))).contains("not given");
    assertThat(reason(Fields.radiation(phase("HFS", beam().radiation("NEUTRON")))))
        .contains("'NEUTRON' is not known");
  }

  @Test
  void every_energy_is_listed_once_with_its_fields() {
    Phase phase =
        phase(
            "HFS",
            beam().number(1).energy(10),
            beam().number(2).energy(6),
            beam().number(3).energy(6),
            beam().number(4).energy(9).radiation("ELECTRON"),
            delivered("SETUP").energy(0.1));
    assertThat(known(Fields.energies(phase)).value())
        .containsExactly(
            new Energy(new Quantity(6, Unit.MV), "field 2 (B2), field 3 (B3)", start(2, "6 MV")),
            new Energy(new Quantity(10, Unit.MV), "field 1 (B1)", start(1, "10 MV")),
            new Energy(new Quantity(9, Unit.MEV), "field 4 (B4)", start(4, "9 MeV")));
  }

  /** A beam of gantry angle 0 has the energy from its first control point on. */
  private static FieldPoint start(int beam, String energy) {
    String name = "field %d (B%d)".formatted(beam, beam);
    return new FieldPoint(beam, name, 0, 0.0, "the energy is " + energy);
  }

  @Test
  void flattening_filter_free_is_said_beside_the_energy() {
    BeamBuilder beam = beam();
    beam.fluence = "FFF";
    assertThat(known(Fields.energies(phase("HFS", beam))).value())
        .containsExactly(
            new Energy(new Quantity(6, Unit.MV), "field 1 (B1), fluence FFF", start(1, "6 MV")));
  }

  @Test
  void energy_that_is_not_given_is_a_reason() {
    assertThat(reason(Fields.energies(phase("HFS", beam(), beam().number(2).energy(0)))))
        .isEqualTo("field 2 (B2): its energy is not given");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0.05, 0",
    "359.95, 0",
    "180, 0",
    "0.2, 1",
    "359.8, 1",
    "15, 1",
    "90, 1",
    "179.8, 1"
  })
  void field_with_a_turned_couch_is_not_coplanar(double couch, int expected) {
    Phase phase = phase("HFS", beam(), beam().number(2).couch(couch));
    assertThat(known(Fields.noncoplanar(phase)).value()).isEqualTo(expected);
  }

  @Test
  void tilted_table_is_not_coplanar_and_unknown_couch_is_a_reason() {
    BeamBuilder tilted = beam();
    tilted.pitch = 2;
    Known<Integer> found = known(Fields.noncoplanar(phase("HFS", tilted)));
    assertThat(found.value()).isOne();
    assertThat(found.details()).containsExactly("field 1 (B1): table pitch 2.0 deg");
    assertThat(reason(Fields.noncoplanar(phase("HFS", beam().couch(Double.NaN)))))
        .contains("couch angle is not given");
  }

  @Test
  void hostile_names_are_shown_harmlessly() {
    Phase sample = phase("HFS", beam().radiation("PH\u001b[2J"));
    assertThat(reason(Fields.radiation(sample))).doesNotContain("\u001b");
  }
}
