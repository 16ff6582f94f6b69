package org.oarlock.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.oarlock.problem.Problem;
import org.oarlock.protocol.ParameterValues.StatedPrescription;
import org.oarlock.protocol.ParameterValues.Word;
import org.oarlock.quantity.Dose;
import org.oarlock.quantity.Quantity;
import org.oarlock.quantity.Unit;

class ParameterValuesTest {
  private static final Protocol PROTOCOL =
      Objects.requireNonNull(
          ProtocolReader.read(Path.of("constraints/sts-postop-cams-extremity.yaml")).protocol());

  private static ParameterValues resolve(String... pair) {
    return ParameterValues.resolve(PROTOCOL, Map.of(pair[0], Stated.bySet(pair[0], pair[1])));
  }

  @Test
  void a_default_holds_until_something_is_set() {
    assertThat(ParameterValues.resolve(PROTOCOL, Map.of()).value("margin"))
        .contains(new Word("negative"));
    assertThat(resolve("margin", "positive").value("margin")).contains(new Word("positive"));
  }

  @Test
  void a_parameter_without_default_stays_unset() {
    ParameterValues values = ParameterValues.resolve(PROTOCOL, Map.of());
    assertThat(values.value("skin_spared_below")).isEmpty();
    assertThat(values.problems()).isEmpty();
  }

  @Test
  void an_amount_is_read_with_its_unit() {
    assertThat(resolve("skin_spared_below", "2000cGy").quantity("skin_spared_below"))
        .contains(new Quantity(2000, Unit.CGY));
  }

  @ParameterizedTest
  @ValueSource(strings = {"20", "20 mm", "twenty", "", "-20 Gy", "20,5 Gy", "NaN Gy"})
  void a_dose_that_is_none_is_a_problem_and_stays_unset(String text) {
    ParameterValues values = resolve("skin_spared_below", text);
    assertThat(values.value("skin_spared_below")).isEmpty();
    assertThat(values.problems())
        .extracting(Problem::code, p -> p.location().path())
        .containsExactly(tuple("wrong-setting", "--set skin_spared_below"));
  }

  @Test
  void a_dose_that_no_treatment_gives_is_a_problem_and_stays_unset() {
    ParameterValues values = resolve("skin_spared_below", "2000 Gy");
    assertThat(values.value("skin_spared_below")).isEmpty();
    assertThat(values.problems())
        .extracting(Problem::message, Problem::hint)
        .containsExactly(
            tuple(
                "parameter 'skin_spared_below' is '2000 Gy', more than 200 Gy, which is no dose of"
                    + " a treatment",
                "Write cGy, if that is meant"));
    assertThat(resolve("skin_spared_below", "200 Gy").problems()).isEmpty();
    values = resolve("phase1", "5000 Gy in 25");
    assertThat(values.prescriptions()).isEmpty();
    assertThat(values.problems())
        .extracting(Problem::message)
        .containsExactly(
            "prescription 'phase1' is '5000 Gy in 25', more than 200 Gy, which is no dose of a"
                + " treatment");
  }

  @Test
  void a_word_must_be_among_the_choices() {
    ParameterValues values = resolve("margin", "R1");
    assertThat(values.value("margin")).isEmpty();
    assertThat(values.problems())
        .extracting(Problem::message)
        .containsExactly("parameter 'margin' is 'R1', not one of negative, positive");
  }

  @Test
  void an_unknown_name_is_a_problem_with_a_suggestion() {
    assertThat(resolve("margn", "positive").problems())
        .extracting(Problem::code, Problem::hint)
        .containsExactly(tuple("unknown-setting", "Write 'margin', if that is what you mean"));
  }

  @ParameterizedTest
  @CsvSource({
    "50 Gy in 25, 50, 25",
    "50Gy/25, 50, 25",
    "5000 cGy in 25, 50, 25",
    "50 Gy, 50, 0",
    " 50.4 Gy  in 28 , 50.4, 28"
  })
  void a_prescription_can_be_stated(String text, double gy, int fractions) {
    ParameterValues values = resolve("phase1", text);
    assertThat(values.problems()).isEmpty();
    assertThat(values.prescriptions())
        .containsExactly(
            Map.entry("phase1", new StatedPrescription(Dose.ofGy(gy), fractions, "--set")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "50",
        "0 Gy",
        "-50 Gy",
        "50 Gy in 0",
        "50 Gy in",
        "50 mm in 25",
        "Gy",
        "",
        "5e999 Gy"
      })
  void a_prescription_that_is_none_is_a_problem(String text) {
    ParameterValues values = resolve("phase1", text);
    assertThat(values.prescriptions()).isEmpty();
    assertThat(values.problems()).extracting(Problem::code).containsExactly("wrong-setting");
  }

  @Test
  void a_sum_cannot_be_stated() {
    assertThat(resolve("total", "64 Gy in 32").problems())
        .extracting(Problem::code, Problem::hint)
        .containsExactly(
            tuple("wrong-setting", "State its phases: phase1, phase2, phase2-positive"));
  }

  @Test
  void all_problems_are_told_at_once_in_one_order() {
    Map<String, Stated<String>> set = new HashMap<>();
    Map.of("zzz", "1", "aaa", "2", "margin", "no", "phase1", "much")
        .forEach((name, text) -> set.put(name, Stated.bySet(name, text)));
    ParameterValues values = ParameterValues.resolve(PROTOCOL, set);
    assertThat(values.problems())
        .extracting(p -> p.location().path())
        .containsExactly("--set margin", "--set phase1", "--set aaa", "--set zzz");
  }
}
