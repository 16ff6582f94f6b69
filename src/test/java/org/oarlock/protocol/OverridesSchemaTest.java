package org.oarlock.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.oarlock.app.DescribeLanguage;

/** The JSON Schema of accepted violations, as a validator of another project reads it. */
class OverridesSchemaTest {
  private static final Path SCHEMA = Path.of("constraints/overrides.schema.json");

  private static final String GOOD =
      """
      plan: [1.2.3, 1.2.4]
      accepted:
        - {goal: a, value: 43.13 Gy, reason: r, by: b, date: 2026-11-20}
        - {goal: b, value: [1 %, 2 %], reason: r, by: b, date: 2026-11-20}
      """;

  private static OtherValidator schema() throws IOException {
    return OtherValidator.of(Files.readString(SCHEMA));
  }

  @Test
  void the_committed_file_is_what_the_program_makes() throws IOException {
    StringWriter made = new StringWriter();
    DescribeLanguage.writeOverridesSchema(made);
    assertThat(Files.readString(SCHEMA))
        .as("make it again with 'oarlock schema --overrides --output %s'", SCHEMA)
        .isEqualTo(made.toString());
  }

  @Test
  void what_the_reader_takes_is_valid() throws IOException {
    assertThat(schema().problems(GOOD, "YAML")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"plan", "accepted", "goal", "value", "reason", "by", "date"})
  void a_key_that_is_missing_or_misspelled_is_seen(String key) throws IOException {
    String bad = GOOD.replaceFirst(key + ":", key + "s:");
    assertThat(schema().problems(bad, "YAML")).hasSizeGreaterThanOrEqualTo(2);
  }
}
