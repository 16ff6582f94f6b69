package org.oarlock.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reference page says what the reader does. */
class ProtocolLanguagePageTest {
  private static final Path PAGE = Path.of("src/site/markdown/protocol-language.md");
  private static final Pattern EXAMPLE = Pattern.compile("(?ms)^```yaml\\n(.*?)^```$");
  private static final Pattern NAME = Pattern.compile("(?m)^protocol: (.*)$");

  @TempDir Path folder;

  @Test
  void every_example_reads_without_a_problem() throws IOException {
    List<Path> files = new ArrayList<>();
    for (MatchResult example : EXAMPLE.matcher(Files.readString(PAGE)).results().toList()) {
      String text = example.group(1);
      String name = NAME.matcher(text).results().findFirst().orElseThrow().group(1);
      files.add(Files.writeString(folder.resolve(name + ".yaml"), text));
    }
    assertThat(files).hasSize(7);
    for (Path file : files) {
      ProtocolReading reading = ProtocolReader.read(file);
      assertThat(reading.problems()).isEmpty();
      assertThat(reading.protocol()).isNotNull();
    }
  }

  @Test
  void every_function_is_on_the_page() throws IOException {
    String page = Files.readString(PAGE);
    assertThat(Function.all())
        .allSatisfy(
            function -> {
              assertThat(page).contains("`" + function.name() + "(");
              function.words().forEach(word -> assertThat(page).contains("`" + word + "`"));
            });
  }

  @Test
  void every_key_that_a_problem_would_list_is_on_the_page() throws IOException {
    String page = Files.readString(PAGE);
    assertThat(
            Stream.of(Key.PROTOCOL, Key.PARAMETER, Key.PRESCRIPTION, Key.STRUCTURE, Key.GOAL)
                .flatMap(List::stream)
                .map(Key::name))
        .allSatisfy(key -> assertThat(page).contains("`" + key + "`"));
  }
}
