package org.oarlock.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.oarlock.app.DescribeLanguage;

/** The JSON Schema of selections, as a validator of another project reads it, beside the reader. */
class SelectionSchemaTest {
  private static final Path SCHEMA = Path.of("constraints/select.schema.json");

  private static final String GOOD =
      """
      selection: clinic
      version: 1.0.0
      rules:
        - rule: a
          label: [STS*, "*thigh*"]
          prescription: 60..66 Gy
          fractions: 30..33
          structures: [PTV*, Femur_L | Femur_R]
          without: Lung*
          date: 2024-01-01..2025-12-31
          protocol: a.yaml
          names: names.yaml
          set: {margin: positive, most: 3}
        - {rule: b, fractions: 25, date: 2026-01-01.., protocol: a.yaml}
        - {rule: c, date: ..2025-12-31, protocol: a.yaml}
        - {rule: d, date: 2026-01-01, label: X, protocol: a.yaml}
      """;

  @TempDir Path folder;

  private static OtherValidator schema() throws IOException {
    return OtherValidator.of(Files.readString(SCHEMA));
  }

  private SelectionReader.Reading read(String yaml) throws IOException {
    return SelectionReader.read(Files.writeString(folder.resolve("clinic.yaml"), yaml));
  }

  @Test
  void the_committed_file_is_what_the_program_makes() throws IOException {
    StringWriter made = new StringWriter();
    DescribeLanguage.writeSelectionSchema(made);
    assertThat(Files.readString(SCHEMA))
        .as("make it again with 'oarlock schema --select --output %s'", SCHEMA)
        .isEqualTo(made.toString());
  }

  @Test
  void what_the_reader_takes_is_valid() throws IOException {
    assertThat(schema().problems(GOOD, "YAML")).isEmpty();
    assertThat(read(GOOD).problems()).isEmpty();
    assertThat(read(GOOD).selection()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rule: a|rules: a",
        "version: 1.0.0|",
        "60..66 Gy|60..66",
        "30..33|30 to 33",
        "fractions: 25|fractions: 0",
        "fractions: 25|fractions: [25]",
        "2024-01-01..2025-12-31|2024",
        "..2025-12-31,|..,",
        "protocol: a.yaml|protocols: a.yaml",
        "label: X|label: {X: Y}",
        "rules:|rule:",
      })
  void what_is_wrong_is_seen_by_schema_and_reader(String change) throws IOException {
    String[] parts = change.split("\\|", -1);
    String bad = GOOD.replace(parts[0], parts[1]);
    assertThat(bad).isNotEqualTo(GOOD);
    assertThat(schema().problems(bad, "YAML")).isNotEmpty();
    assertThat(read(bad).selection()).isNull();
    assertThat(read(bad).problems()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "30..33|33..30",
        "30..33|30..3000",
        "2024-01-01..2025-12-31|2024-02-30..2025-12-31",
        "2024-01-01..2025-12-31|2025-12-31..2024-01-01",
        "rule: b|rule: a",
        "Femur_L \\| Femur_R|Femur_L \\|",
      })
  void what_the_schema_cannot_see_the_reader_does(String change) throws IOException {
    String[] parts = change.split("(?<!\\\\)\\|", -1);
    String bad = GOOD.replace(parts[0].replace("\\", ""), parts[1].replace("\\", ""));
    assertThat(bad).isNotEqualTo(GOOD);
    assertThat(read(bad).selection()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[]", "selection", "selection: x", "{selection: {}, version: [], rules: {}}"})
  void what_is_no_selection_is_no_exception(String yaml) throws IOException {
    assertThat(read(yaml).selection()).isNull();
    assertThat(read(yaml).problems()).isNotEmpty();
  }
}
