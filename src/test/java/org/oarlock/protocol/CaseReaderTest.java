package org.oarlock.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.oarlock.app.DescribeLanguage;
import org.oarlock.problem.Problem;

class CaseReaderTest {
  private static final Path SCHEMA = Path.of("constraints/case.schema.json");

  private static final String GOOD =
      """
      plan: [1.2.840.1, 2.25.33]
      protocol: thigh
      set:
        margin: positive
        phase1: 50 Gy in 25
        spared: 1.50 Gy
      names:
        PTV1: PTV_Thigh
        Kidneys: [Kidney_L, Kidney_R]
      """;

  @TempDir Path folder;

  private CaseReader.Reading read(String text) throws IOException {
    return CaseReader.read(Files.writeString(folder.resolve("oarlock-case.yaml"), text));
  }

  @Test
  void everything_is_kept_with_its_place() throws IOException {
    CaseReader.Reading reading = read(GOOD);
    assertThat(reading.problems()).isEmpty();
    CaseFile file = Objects.requireNonNull(reading.file());
    assertThat(file.plans()).containsExactly("1.2.840.1", "2.25.33");
    assertThat(file.protocols()).containsExactly("thigh");
    assertThat(file.set()).containsOnlyKeys("margin", "phase1", "spared");
    Stated<String> phase1 = Objects.requireNonNull(file.set().get("phase1"));
    assertThat(phase1.value()).isEqualTo("50 Gy in 25");
    assertThat(phase1.origin()).isEqualTo("case file oarlock-case.yaml, line 5");
    assertThat(phase1.location().line()).isEqualTo(5);
    assertThat(phase1.location().column()).isEqualTo(11);
    assertThat(Objects.requireNonNull(file.set().get("spared")).value()).isEqualTo("1.50 Gy");
    Stated<List<String>> kidneys = Objects.requireNonNull(file.names().get("Kidneys"));
    assertThat(kidneys.value()).containsExactly("Kidney_L", "Kidney_R");
    assertThat(kidneys.origin()).isEqualTo("case file oarlock-case.yaml, line 9");
  }

  @Test
  void origins_name_no_folder() throws IOException {
    Path patient = Files.createDirectories(folder.resolve("Doe^Jane"));
    Path file = Files.writeString(patient.resolve("case.yaml"), GOOD);
    CaseFile read = Objects.requireNonNull(CaseReader.read(file).file());
    assertThat(read.set().values())
        .extracting(Stated::origin)
        .allMatch(origin -> origin.startsWith("case file case.yaml, line "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'set: {margin: positive}' | missing-key | 1 | 1 | the key 'plan' is missing",
        "'plan: []' | wrong-value | 1 | 7 | the list 'plan' is empty",
        "'plan: [PHASE1]' | wrong-value | 1 | 8 | 'PHASE1' is no UID",
        "'plan: 1.2.3.' | wrong-value | 1 | 7 | '1.2.3.' is no UID",
        "'plan: [[1.2]]' | wrong-type | 1 | 8 | 'plan' is a list of texts, not a list",
        "'{plan: 1.2, sett: {a: b}}' | unknown-key | 1 | 13 | there is no key 'sett' here",
        "'{plan: 1.2, set: margin}' | wrong-type | 1 | 18 | 'set' is a mapping of names to texts",
        "'{plan: 1.2, set: {margin: [a]}}' | wrong-type | 1 | 27 | 'margin' is a text, not a list",
        "'{plan: 1.2, set: {margin: }}' | wrong-type | 1 | 26 | 'margin' is a text, not nothing",
        "'{plan: 1.2, set: {a: b, a: c}}' | duplicate-key | 1 | 25 | the key 'a'",
        "'{plan: 1.2, names: {PTV: {a: b}}}' | wrong-type | 1 | 26 | expected the name of",
        "'{plan: 1.2, names: {PTV: []}}' | wrong-type | 1 | 26 | expected at least one name",
        "'[plan]' | wrong-type | 1 | 1 | a case file is a mapping",
        "'{plan: &a 1.2, protocol: *a}' | yaml-anchor | 1 | 8 | anchors",
      })
  void what_is_wrong_is_told_where_it_stands(
      String text, String code, int line, int column, String message) throws IOException {
    CaseReader.Reading reading = read(text);
    assertThat(reading.file()).as("half of it may be the wrong half").isNull();
    Problem first = reading.problems().get(0);
    assertThat(first.code()).isEqualTo(code);
    assertThat(first.location().line()).isEqualTo(line);
    assertThat(first.location().column()).isEqualTo(column);
    assertThat(first.message()).containsIgnoringCase(message);
  }

  @Test
  void all_problems_are_told_at_once_with_a_suggestion() throws IOException {
    CaseReader.Reading reading = read("plam: 1.2\nset:\n  margin: []\nnames: 3\n");
    assertThat(reading.problems())
        .extracting(Problem::code, p -> p.location().line())
        .containsExactly(
            tuple("unknown-key", 1),
            tuple("missing-key", 1),
            tuple("wrong-type", 3),
            tuple("wrong-type", 4));
    assertThat(reading.problems().get(0).hint()).contains("'plan'");
  }

  @Test
  void a_file_that_is_too_large_or_not_there_is_an_error() throws IOException {
    assertThat(read("# " + "x".repeat(1_000_000) + "\nplan: 1.2\n").problems())
        .extracting(Problem::code)
        .containsExactly("file-too-large");
    assertThat(CaseReader.read(folder.resolve("none.yaml")).problems())
        .extracting(Problem::code)
        .containsExactly("file-unreadable");
  }

  @Test
  void the_committed_schema_is_what_the_program_makes() throws IOException {
    StringWriter made = new StringWriter();
    DescribeLanguage.writeCaseSchema(made);
    assertThat(Files.readString(SCHEMA))
        .as("make it again with 'oarlock schema --case --output %s'", SCHEMA)
        .isEqualTo(made.toString());
  }

  @Test
  void the_schema_takes_what_the_reader_takes_and_sees_what_is_wrong() throws IOException {
    OtherValidator schema = OtherValidator.of(Files.readString(SCHEMA));
    assertThat(schema.problems(GOOD, "YAML")).isEmpty();
    assertThat(schema.problems("plan: 1.2.3\n", "YAML")).isEmpty();
    for (String bad :
        List.of(
            "set: {a: b}",
            "plan: []",
            "{plan: 1.2.3, sett: {a: b}}",
            "{plan: 1.2.3, set: [a]}",
            "{plan: 1.2.3, set: {a: [b]}}",
            "{plan: 1.2.3, names: {a: []}}")) {
      assertThat(schema.problems(bad, "YAML")).as(bad).isNotEmpty();
    }
  }
}
