package org.oarlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Each test plan's folder, checked by the command, ends as its formulas say. */
class TestPlansExitCodeTest {
  static Stream<Path> folders() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("test-plans"))) {
      return folders.filter(Files::isDirectory).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("folders")
  void ends_with_the_expected_code(Path folder) throws IOException {
    Map<?, ?> expected =
        (Map<?, ?>)
            new Load(LoadSettings.builder().build())
                .loadFromString(Files.readString(folder.resolve("expected.yaml")));
    Scenario.Run run = Scenario.run("check", folder, "--protocol", expected.get("protocol"));
    assertThat(run.code()).as(run.out() + run.err()).isEqualTo(expected.get("exit"));
  }
}
