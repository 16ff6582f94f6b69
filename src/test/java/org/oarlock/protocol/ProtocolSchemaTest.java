package org.oarlock.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.oarlock.app.DescribeLanguage;

/** The JSON Schema, as a validator of another project reads it. */
class ProtocolSchemaTest {
  private static final Path SCHEMA = Path.of("constraints/protocol.schema.json");
  private static final Path RULES = Path.of("src/test/resources/protocol-rules");
  private static final Pattern EXAMPLE = Pattern.compile("(?ms)^```yaml\\n(.*?)^```$");

  /** What a schema can see: the shape of a file. The rest is in expressions, or between entries. */
  private static final Set<String> SHAPE =
      Set.of(
          "unknown-key",
          "missing-key",
          "wrong-type",
          "wrong-value",
          "conflicting-keys",
          "too-few-branches");

  private static final String HEAD =
      "protocol: case\ntitle: A case\nversion: 1.0.0\nstatus: draft\nstructures:\n  Lungs: {}\n";

  private static List<String> problems(String yaml) throws IOException {
    return OtherValidator.of(Files.readString(SCHEMA)).problems(yaml, "YAML");
  }

  static Stream<Path> protocols() throws IOException {
    List<Path> files = new ArrayList<>(ShippedProtocolsTest.files());
    for (Path folder : RuleCasesTest.folders()) {
      files.add(folder.resolve("good.yaml"));
    }
    return files.stream();
  }

  static List<String> shapes() {
    return SHAPE.stream().sorted().toList();
  }

  @Test
  void the_committed_file_is_what_the_program_makes() throws IOException {
    StringWriter made = new StringWriter();
    DescribeLanguage.writeSchema(made);
    assertThat(Files.readString(SCHEMA))
        .as("make it again with 'oarlock schema --output %s'", SCHEMA)
        .isEqualTo(made.toString());
  }

  @Test
  void it_is_a_schema_itself() throws IOException {
    OtherValidator draft7 =
        OtherValidator.of("{\"$ref\": \"http://json-schema.org/draft-07/schema#\"}");
    assertThat(draft7.problems(Files.readString(SCHEMA), "JSON")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("protocols")
  void what_the_reader_takes_is_valid(Path file) throws IOException {
    assertThat(problems(Files.readString(file))).isEmpty();
  }

  @Test
  void a_single_metric_to_report_needs_no_list() throws IOException {
    assertThat(problems(HEAD + "goals:\n  - {id: a, structure: Lungs, report: 'Mean[Gy]'}\n"))
        .isEmpty();
  }

  @Test
  void the_examples_of_the_documentation_are_valid() throws IOException {
    int examples = 0;
    for (String page : List.of("protocol-language", "tutorial")) {
      Path file = Path.of("src/site/markdown", page + ".md");
      String text = Files.exists(file) ? Files.readString(file) : "";
      for (MatchResult example : EXAMPLE.matcher(text).results().toList()) {
        if (example.group(1).contains("\ntitle: ")) {
          examples++;
          assertThat(problems(example.group(1))).as(example.group(1)).isEmpty();
        }
      }
    }
    assertThat(examples).isGreaterThanOrEqualTo(7);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void what_is_wrong_with_the_shape_of_a_file_is_seen(String code) throws IOException {
    String bad = Files.readString(RULES.resolve(code).resolve("bad.yaml"));
    assertThat(problems(bad)).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{id: a, structure: Lungs} | /goals/0: required property 'goal' not found",
        "{id: a, gaol: 'Max[Gy] of Lungs < 3'} | /goals/0: property 'gaol' is not defined in the"
            + " schema and the schema does not allow additional properties",
        "{id: a, any: ['Max[Gy] < 3']} | /goals/0/any: must have at least 2 items but found 1",
        "{id: a, report: [HI], variation: 3} | /goals/0: required property 'goal' not found",
        "{id: a, goal: 'fields()[count] = 3', statement: 4} | /goals/0: required property 'source'"
            + " not found",
        "{id: a, goal: 'fields()[count] = 3', obligation: none} | /goals/0/obligation: does not"
            + " have a value in the enumeration [\"required\", \"advisory\"]",
      })
  void a_mistake_gives_a_message_that_names_it(String goal, String message) throws IOException {
    assertThat(problems(HEAD + "goals:\n  - " + goal + "\n")).contains(message);
  }

  @Test
  void a_goal_of_two_ways_is_told_which_keys_exclude_one_another() throws IOException {
    String goal = "  - {id: a, structure: Lungs, goal: 'Max[Gy] < 3', report: [HI]}\n";
    assertThat(problems(HEAD + "goals:\n" + goal))
        .hasSize(2)
        .allMatch(problem -> problem.matches("/goals/0/(goal|report): .*false.*"));
  }

  @Test
  void every_key_has_a_description() throws IOException {
    String schema = Files.readString(SCHEMA);
    Stream.of(Key.PROTOCOL, Key.PARAMETER, Key.PRESCRIPTION, Key.STRUCTURE, Key.GOAL)
        .flatMap(List::stream)
        .forEach(key -> assertThat(schema).contains("\"description\": \"" + start(key.meaning())));
  }

  /** The start of a text up to what JSON escapes. */
  private static String start(String text) {
    return text.split("[\"\\\\]", 2)[0];
  }

  @ParameterizedTest
  @MethodSource("org.oarlock.protocol.ShippedProtocolsTest#files")
  void shipped_protocols_name_it_on_their_first_line(Path file) throws IOException {
    assertThat(Files.readAllLines(file).get(0))
        .isEqualTo("# yaml-language-server: $schema=" + SCHEMA.getFileName());
    assertThat(file).hasParent(SCHEMA.getParent());
  }
}
