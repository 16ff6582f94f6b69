package org.oarlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Does what the pages say, in their order: a block of YAML whose first line is {@code # NAME.yaml}
 * is written to that file, a command of a shell block is run, and each line of the block of text
 * behind it must be among what the command prints, in that order; a line of three points stands for
 * any. A command ends with 0, or as the comment behind it says.
 */
class DocumentationTest {
  private static final Path PAGES = Path.of("src/site/markdown");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(yaml|sh|text)\\n(.*?)^```$");
  private static final Pattern FILE = Pattern.compile("\\A# ([a-z.-]+\\.yaml)\\n");
  private static final Pattern ENDS = Pattern.compile(" +# ends with (\\d+)$");
  private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");

  private static final List<String> SHARED = List.of("constraints", "test-plans");

  @TempDir Path folder;

  private String printed = "";

  static List<Path> pages() throws IOException {
    try (Stream<Path> pages = Files.list(PAGES)) {
      return pages.filter(page -> page.toString().endsWith(".md")).sorted().toList();
    }
  }

  @BeforeEach
  void link() throws IOException {
    for (String shared : SHARED) {
      Files.createSymbolicLink(folder.resolve(shared), Path.of(shared).toAbsolutePath());
    }
  }

  @AfterEach
  void unlink() throws IOException {
    for (String shared : SHARED) {
      Files.delete(folder.resolve(shared));
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void what_a_page_shows_is_what_happens(Path page) throws IOException {
    for (MatchResult block : BLOCK.matcher(Files.readString(page)).results().toList()) {
      switch (block.group(1)) {
        case "yaml" -> write(block.group(2));
        case "sh" -> run(block.group(2));
        default -> compare(block.group(2));
      }
    }
  }

  @Test
  void the_pages_for_authors_show_commands() throws IOException {
    int commands = 0;
    for (Path page : pages()) {
      for (MatchResult block : BLOCK.matcher(Files.readString(page)).results().toList()) {
        commands += block.group(1).equals("sh") ? commands(block.group(2)).size() : 0;
      }
    }
    assertThat(commands).isGreaterThanOrEqualTo(12);
  }

  private void write(String text) throws IOException {
    Matcher file = FILE.matcher(text);
    if (file.find()) {
      Files.writeString(folder.resolve(file.group(1)), text);
    }
  }

  private static List<String> commands(String block) {
    return block.replace("\\\n", "").lines().filter(line -> line.startsWith("oarlock ")).toList();
  }

  private void run(String block) throws IOException {
    printed = "";
    for (String command : commands(block)) {
      Matcher ends = ENDS.matcher(command);
      int code = ends.find() ? Integer.parseInt(ends.group(1)) : 0;
      List<Object> arguments = new ArrayList<>();
      Matcher words = WORD.matcher(ENDS.matcher(command).replaceFirst("").substring(8));
      while (words.find()) {
        arguments.addAll(expanded(words));
      }
      Scenario.Run run = Scenario.run(arguments.toArray());
      printed += (run.out() + run.err()).replace(folder + "/", "");
      assertThat(run.code()).as(command + "\n" + printed).isEqualTo(code);
    }
  }

  /** A word as a shell in that folder would hand it on. */
  private List<String> expanded(MatchResult word) throws IOException {
    if (word.group(3) == null) {
      return List.of(word.group(1) == null ? word.group(2) : word.group(1));
    }
    String text = word.group(3);
    if (text.contains("*")) {
      return glob(text);
    }
    Path written = folder.resolve(text);
    if (text.endsWith(".db") || text.endsWith(".csv")) {
      return List.of(written.toString()); // the command writes it
    }
    return List.of(Files.isRegularFile(written) && !isShared(text) ? written.toString() : text);
  }

  private static List<String> glob(String text) throws IOException {
    PathMatcher pattern = FileSystems.getDefault().getPathMatcher("glob:" + text);
    try (Stream<Path> files = Files.walk(Path.of(text).getName(0), 2)) {
      return files.filter(pattern::matches).map(Path::toString).sorted().toList();
    }
  }

  /** What lies in the project is named as it is, so that lines break where they do on the page. */
  private static boolean isShared(String text) {
    return SHARED.stream().anyMatch(shared -> text.startsWith(shared + "/"));
  }

  private void compare(String text) {
    if (printed.isEmpty()) {
      return; // an illustration of its own
    }
    List<String> expected =
        text.lines().filter(line -> !line.equals("...") && !line.isBlank()).toList();
    assertThat(printed.lines().map(String::stripTrailing).toList())
        .as(printed)
        .containsSubsequence(expected);
    printed = "";
  }
}
