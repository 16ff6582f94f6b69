package org.oarlock.testplans;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.oarlock.app.Outcome;
import org.oarlock.app.Progress;
import org.oarlock.app.TestProtocols;

/** Checks each test plan's folder and compares with what its formulas say. */
class TestPlansVerdictTest {
  static List<Path> files() throws IOException {
    try (Stream<Path> entries = Files.walk(Path.of("test-plans"), 2)) {
      return entries.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void a_check_says_what_the_formulas_say_of_every_goal(Path file) throws IOException {
    TestProtocols.Result result =
        TestProtocols.run(new TestProtocols.Request(List.of(file)), Progress.NONE);
    StringWriter report = new StringWriter();
    result.report().writeText(report);
    assertThat(result.outcome()).as(report.toString()).isEqualTo(Outcome.DONE);
    assertThat(result.report().tests().get(0).checks())
        .isNotEmpty()
        .allSatisfy(check -> assertThat(check.unchecked()).isEmpty())
        .allSatisfy(check -> assertThat(check.findings()).isNotEmpty());
  }
}
