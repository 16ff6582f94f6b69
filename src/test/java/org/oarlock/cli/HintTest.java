package org.oarlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What is said of plans is read by users of {@code batch} too, who have fewer options. */
class HintTest {
  private static final Path SOURCES = Path.of("src/main/java/org/oarlock");

  /** Where problems of plans come from, whatever command reads them. */
  private static final List<String> ABOUT_PLANS =
      List.of(
          "dicom", "check", "app/Courses.java", "app/Cases.java", "app/AcceptedViolations.java");

  /** Only {@code explain} gives it. */
  private static final String ADVICE = "Advice.java";

  private static final Pattern BETWEEN_PARTS = Pattern.compile("\"\\s*\\+\\s*\"");
  private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\\n]|\\\\.)*)\"");
  private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]*");

  @Test
  void hints_name_no_option_of_check_as_if_batch_had_it() throws IOException {
    Console console = new Console(new ByteArrayOutputStream(), new ByteArrayOutputStream(), false);
    Set<String> ofBatch =
        new CommandLine(new BatchCommand(console)).getCommandSpec().optionsMap().keySet();
    List<String> texts = texts().filter(text -> text.contains(" --")).toList();
    assertThat(texts).hasSizeGreaterThan(20);
    assertThat(texts)
        .filteredOn(
            text ->
                OPTION
                    .matcher(text)
                    .results()
                    .map(MatchResult::group)
                    .anyMatch(o -> !ofBatch.contains(o)))
        .hasSizeGreaterThan(8)
        .allSatisfy(
            text -> assertThat(text).matches("(?i).*\\bcheck\\b.*by (itself|themselves).*"));
  }

  private static Stream<String> texts() throws IOException {
    Stream<String> texts = Stream.empty();
    for (String place : ABOUT_PLANS) {
      try (Stream<Path> files = Files.walk(SOURCES.resolve(place))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
          String source = BETWEEN_PARTS.matcher(Files.readString(file)).replaceAll("");
          if (!file.endsWith(ADVICE)) {
            texts = Stream.concat(texts, TEXT.matcher(source).results().map(m -> m.group(1)));
          }
        }
      }
    }
    return texts;
  }
}
