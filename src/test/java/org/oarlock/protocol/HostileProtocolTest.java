package org.oarlock.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.oarlock.problem.Problem;

class HostileProtocolTest {
  private static final String HEAD =
      "protocol: case\ntitle: A case\nversion: 1.0.0\nstatus: draft\n";

  @TempDir Path folder;

  private ProtocolReading read(String text) throws IOException {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  private ProtocolReading read(byte[] bytes) throws IOException {
    ProtocolReading reading =
        ProtocolReader.read(Files.write(folder.resolve("hostile.yaml"), bytes));
    assertThat(reading.problems()).hasSizeLessThanOrEqualTo(ProblemList.MAX + 1);
    boolean failed = reading.problems().stream().anyMatch(Problem::isError);
    assertThat(reading.protocol() == null).isEqualTo(failed);
    return reading;
  }

  @Test
  void a_file_of_50_megabytes_is_refused_before_it_is_parsed() throws IOException {
    Path file = folder.resolve("large.yaml");
    byte[] megabyte = "a: [b, c]\n".repeat(100_000).getBytes(StandardCharsets.UTF_8);
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int i = 0; i < 50; i++) {
        out.write(megabyte);
      }
    }
    assertThat(ProtocolReader.read(file).problems())
        .extracting(Problem::code)
        .containsExactly("file-too-large");
  }

  @Test
  void an_alias_bomb_is_refused_and_not_expanded() throws IOException {
    StringBuilder bomb = new StringBuilder(HEAD).append("a0: &a0 [x, x]\n");
    for (int i = 1; i < 30; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d, *a%d]\n".formatted(i, i, i - 1, i - 1, i - 1));
    }
    assertThat(read(bomb.toString()).problems())
        .extracting(Problem::code)
        .contains("yaml-anchor")
        .containsOnly("yaml-anchor", "unknown-key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{a: ", "- ", "? ", "a:\n "})
  void deep_nesting_is_refused(String opening) throws IOException {
    ProtocolReading reading = read(opening.repeat(30_000));
    assertThat(reading.protocol()).isNull();
    assertThat(reading.problems())
        .extracting(Problem::code)
        .containsAnyOf("yaml-nesting", "yaml-syntax", "wrong-type", "duplicate-key");
  }

  @Test
  void a_map_of_a_million_keys_is_too_large_a_file() throws IOException {
    StringBuilder map = new StringBuilder();
    for (int i = 0; i < 1_000_000; i++) {
      map.append('k').append(i).append(": 1\n");
    }
    assertThat(read(map.toString()).problems())
        .extracting(Problem::code)
        .containsExactly("file-too-large");
  }

  @Test
  void as_many_keys_as_fit_into_a_file_are_too_many() throws IOException {
    StringBuilder map = new StringBuilder("structures:\n");
    for (int i = 0; map.length() < 900_000; i++) {
      map.append(" k").append(i).append(": \n");
    }
    assertThat(read(map.toString()).problems())
        .extracting(Problem::code)
        .containsExactly("yaml-too-many-nodes");
  }

  @Test
  void very_many_problems_are_cut_and_said_to_be() throws IOException {
    StringBuilder text = new StringBuilder(HEAD);
    for (int i = 0; i < 5_000; i++) {
      text.append("key").append(i).append(": 1\n");
    }
    assertThat(read(text.toString()).problems())
        .hasSize(ProblemList.MAX + 1)
        .last()
        .extracting(Problem::code)
        .isEqualTo("too-many-problems");
  }

  @Test
  void very_many_names_that_are_nearly_known_are_refused() throws IOException {
    StringBuilder text = new StringBuilder(HEAD).append("structures:\n");
    for (int i = 0; i < 4_000; i++) {
      text.append("  S")
          .append(i)
          .append(": {define: \"expand(S")
          .append(i + 1)
          .append(", 1 mm)\"}\n");
    }
    text.append("goals:\n");
    for (int i = 0; i < 4_000; i++) {
      text.append("  - {id: g").append(i).append(", structure: T").append(i).append("}\n");
    }
    assertThat(read(text.toString()).problems()).extracting(Problem::code).contains("too-long");
  }

  @Test
  void the_longest_chain_of_definitions_is_followed() throws IOException {
    StringBuilder text = new StringBuilder(HEAD).append("structures:\n");
    for (int i = 0; i < 1_999; i++) {
      text.append("  S")
          .append(i)
          .append(": {define: \"expand(S")
          .append(i + 1)
          .append(", 1 mm)\"}\n");
    }
    text.append("  S1999: {}\ngoals:\n  - {id: g, structure: S0, goal: \"Max[Gy] < 3\"}\n");
    assertThat(read(text.toString()).problems()).isEmpty();
  }

  @Test
  void a_missing_file_and_a_folder_are_told_apart() {
    assertThat(ProtocolReader.read(folder.resolve("none.yaml")).problems())
        .extracting(Problem::code, Problem::message)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("file-unreadable", "the file does not exist"));
    assertThat(ProtocolReader.read(folder).problems())
        .extracting(Problem::code, Problem::message)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("file-unreadable", "this is a folder"));
  }

  @Test
  void a_byte_order_mark_at_the_start_is_no_character() throws IOException {
    assertThat(read('\uFEFF' + HEAD).problems()).isEmpty();
  }

  @Test
  void utf_16_is_not_utf_8() throws IOException {
    assertThat(read(HEAD.getBytes(StandardCharsets.UTF_16)).problems())
        .extracting(Problem::code)
        .containsExactly("not-utf8");
  }

  @Test
  void windows_line_ends_are_fine_and_lines_are_counted_right() throws IOException {
    ProtocolReading reading = read((HEAD + "extra: 1\n").replace("\n", "\r\n"));
    assertThat(reading.problems()).hasSize(1);
    assertThat(reading.problems().get(0).location().line()).isEqualTo(5);
    assertThat(reading.problems().get(0).location().column()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0x00, 0x08, 0x1B, 0x7F, 0x85, 0xA0, 0xAD, 0x200B, 0x200D, 0x200E, 0x2028, 0x202E, 0x2060,
        0x2066, 0x3000, 0x3164, 0xE000, 0xE023, 0xF8FF, 0xFEFF, 0xFFF9, 0xE0041, 0xF0000, 0x10FFFD
      })
  void what_cannot_be_seen_is_refused_wherever_it_stands(int c) throws IOException {
    String sign = Character.toString(c);
    for (String text :
        new String[] {HEAD + "# " + sign + "\n", HEAD.replace("A case", "A " + sign + "case")}) {
      assertThat(read(text).problems()).extracting(Problem::code).contains("invisible-character");
    }
    String escaped = "\"A \\U%08x\"".formatted(c);
    assertThat(read(HEAD.replace("A case", escaped)).problems())
        .extracting(Problem::code)
        .contains("invisible-character");
  }

  @Test
  void messages_show_no_character_that_cannot_be_seen() throws IOException {
    String text = HEAD + "structures: {\"a\\u202eb\": {\"\\u001b[31m\": 1}}\n";
    assertThat(read(text).problems())
        .isNotEmpty()
        .allSatisfy(p -> assertThat(p.toString()).doesNotContain("\u202e", "\u001b"));
  }

  @Test
  void a_damaged_protocol_is_never_an_exception() throws IOException {
    byte[] whole = Files.readAllBytes(Path.of("constraints/sts-postop-cams-trunk.yaml"));
    Files.copy(Path.of("constraints/sts-postop-cams.yaml"), folder.resolve("sts-postop-cams.yaml"));
    byte[] signs = "\"'[]{}:,#&*!|>%@`-?\t\n ~0".getBytes(StandardCharsets.US_ASCII);
    Random random = new Random(7);
    for (int run = 0; run < 200; run++) {
      byte[] damaged = whole.clone();
      for (int i = 0; i <= run % 4; i++) {
        damaged[random.nextInt(damaged.length)] = signs[random.nextInt(signs.length)];
      }
      read(damaged);
    }
  }

  @Test
  void a_truncated_protocol_is_never_an_exception() throws IOException {
    byte[] whole = Files.readAllBytes(Path.of("constraints/sts-postop-cams-trunk.yaml"));
    for (int length = 0; length < whole.length; length += 7) {
      read(java.util.Arrays.copyOf(whole, length));
    }
  }
}
