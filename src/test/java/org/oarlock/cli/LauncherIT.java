package org.oarlock.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as users start it: what {@code mvn package} made, as a process of its own. */
class LauncherIT {
  private static final Path DISTRIBUTION =
      Path.of(System.getProperty("oarlock.distribution", "target/oarlock")).toAbsolutePath();
  private static final Path OARLOCK = DISTRIBUTION.resolve("bin/oarlock");
  private static final Path PLAN = Path.of("test-plans/thigh-pass").toAbsolutePath();

  @TempDir Path folder;

  private record Ended(int code, String out, String err) {}

  private Ended run(Map<String, String> environment, List<String> command) throws Exception {
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    environment.forEach(
        (name, value) -> {
          if (value.isEmpty()) {
            builder.environment().remove(name);
          } else {
            builder.environment().put(name, value);
          }
        });
    Process process = builder.start();
    process.getOutputStream().close();
    return new Ended(process.waitFor(), Files.readString(out), Files.readString(err));
  }

  private Ended oarlock(Path launcher, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    return run(Map.of(), command);
  }

  private Ended shell(String script) throws Exception {
    return run(
        Map.of("OARLOCK", OARLOCK.toString(), "PLAN", PLAN.toString()),
        List.of("bash", "-c", script));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  @Test
  void starts_from_any_folder() throws Exception {
    Ended ended = oarlock(OARLOCK, "--version");
    assertThat(ended.err()).isEmpty();
    assertThat(ended.out()).matches("oarlock \\d+\\.\\d+\\.\\d+\\S*\\n");
    assertThat(ended.code()).isZero();
  }

  @Test
  void starts_through_a_chain_of_links() throws Exception {
    Path direct = Files.createSymbolicLink(folder.resolve("direct"), OARLOCK);
    Path relative = Files.createDirectory(folder.resolve("bin dir")).resolve("relative");
    Files.createSymbolicLink(relative, Path.of("../direct"));
    assertThat(oarlock(direct, "--version").code()).isZero();
    assertThat(oarlock(relative, "--version").code()).isZero();
    Files.delete(direct);
  }

  @Test
  void says_the_same_when_it_has_been_moved_and_its_class_archive_is_stale() throws Exception {
    Path moved = folder.resolve("moved to (a folder) with spaces");
    copy(DISTRIBUTION, moved);
    Ended there = oarlock(moved.resolve("bin/oarlock"), "info", PLAN.toString());
    Ended here = oarlock(OARLOCK, "info", PLAN.toString());
    assertThat(there).isEqualTo(here);
    assertThat(there.out()).contains("PTV1");
  }

  @Test
  void a_class_archive_that_is_no_archive_is_ignored() throws Exception {
    Path moved = folder.toRealPath().resolve("moved");
    copy(DISTRIBUTION, moved);
    Files.writeString(moved.resolve("lib/oarlock.jsa"), "not an archive");
    String made = Files.readString(moved.resolve("lib/oarlock.jsa.for"));
    Files.writeString(
        moved.resolve("lib/oarlock.jsa.for"),
        made.replace(DISTRIBUTION.toRealPath().toString(), moved.toString()));
    Ended ended = oarlock(moved.resolve("bin/oarlock"), "--version");
    assertThat(ended.err()).isEmpty();
    assertThat(ended.code()).isZero();
  }

  @Test
  void the_class_archive_is_used_where_it_was_made() throws Exception {
    Ended ended =
        run(
            Map.of("OARLOCK_JAVA_OPTS", "-Xshare:on -Xlog:class+load:stdout"),
            List.of(OARLOCK.toString(), "--version"));
    assertThat(ended.out())
        .containsPattern("org\\.oarlock\\.cli\\.Main source: shared objects file");
  }

  @Test
  void a_java_home_without_java_is_a_usage_error() throws Exception {
    Ended ended =
        run(
            Map.of("JAVA_HOME", folder.resolve("nowhere").toString()),
            List.of(OARLOCK.toString(), "--version"));
    assertThat(ended.err()).startsWith("oarlock: JAVA_HOME is '").contains("nowhere");
    assertThat(ended.code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void an_older_java_is_refused_before_it_can_look_like_a_failed_goal() throws Exception {
    Path java = Files.createDirectories(folder.resolve("jdk/bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\nexit 1\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"11.0.2\"\n");
    Ended ended =
        run(
            Map.of("JAVA_HOME", folder.resolve("jdk").toString()),
            List.of(OARLOCK.toString(), "--version"));
    assertThat(ended.err()).contains("is Java 11; Java 17 or newer is needed");
    assertThat(ended.code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void without_java_home_the_java_on_the_path_is_taken() throws Exception {
    Map<String, String> environment = new HashMap<>();
    environment.put("JAVA_HOME", "");
    environment.put("PATH", System.getProperty("java.home") + "/bin:" + System.getenv("PATH"));
    assertThat(run(environment, List.of(OARLOCK.toString(), "--version")).code()).isZero();
  }

  @Test
  void files_with_any_name_are_opened_without_a_locale() throws Exception {
    Path plan = folder.resolve("Schößler Ünïcode 胸 plan");
    copy(PLAN, plan);
    Ended ended = oarlock(OARLOCK, "info", plan.toString());
    assertThat(ended.out()).contains("Schößler Ünïcode 胸 plan");
    assertThat(ended.code()).isZero();
  }

  @Test
  void a_reader_who_has_seen_enough_is_no_error() throws Exception {
    Ended ended = shell("\"$OARLOCK\" dvh \"$PLAN\" | head -n 1; echo \"${PIPESTATUS[0]}\" >&2");
    assertThat(ended.out())
        .isEqualTo(
            "structure,dose_gy,volume_cm3,volume_percent,"
                + "convention,tolerance_gy,tolerance_percent\n");
    assertThat(ended.err()).endsWith("0\n").doesNotContainIgnoringCase("pipe");
  }

  @Test
  void a_full_disk_is_an_error() throws Exception {
    assumeTrue(Files.exists(Path.of("/dev/full")), "no /dev/full to write to");
    Ended ended = shell("\"$OARLOCK\" dvh \"$PLAN\" > /dev/full");
    assertThat(ended.err()).contains("error: results could not be written");
    assertThat(ended.code()).isEqualTo(ExitCode.NOT_JUDGED);
  }

  @Test
  void the_completion_script_completes_commands_and_options() throws Exception {
    Path script = DISTRIBUTION.resolve("completion/oarlock");
    Ended ended =
        shell(
            "source '"
                + script
                + "'; COMP_WORDS=(oarlock metrics --me); COMP_CWORD=2;"
                + " COMP_LINE='oarlock metrics --me'; _complete_oarlock; echo \"${COMPREPLY[@]}\"");
    assertThat(ended.out()).contains("--metric");
  }

  @Test
  void a_whole_check_runs_as_it_does_in_the_tests() throws Exception {
    Path protocol = Path.of("constraints/sts-postop-cams-extremity.yaml").toAbsolutePath();
    Path html = folder.resolve("report.html");
    String[] arguments = {
      "check", PLAN.toString(), "--protocol", protocol.toString(), "--html", html.toString()
    };
    Ended ended = oarlock(OARLOCK, arguments);
    Files.delete(html);
    Scenario.Run inProcess = Scenario.run(arguments);
    assertThat(ended.out()).isEqualTo(inProcess.out());
    assertThat(ended.err()).isEqualTo(inProcess.err());
    assertThat(ended.code()).isEqualTo(inProcess.code());
    assertThat(html.toFile().length()).isGreaterThan(10_000);
    assertThat(Files.readString(html, StandardCharsets.UTF_8)).startsWith("<!DOCTYPE html>");
  }
}
