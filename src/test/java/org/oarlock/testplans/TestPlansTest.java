package org.oarlock.testplans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.oarlock.check.Verdict;

class TestPlansTest {
  private static final Path FOLDER = Path.of("test-plans");
  private static final long MAX_TOTAL_BYTES = 13_500_000;
  private static final Set<Verdict> MET = EnumSet.of(Verdict.PASS, Verdict.NOT_APPLICABLE);

  private static final Set<String> ALSO_MET =
      Set.of("trunk-kidneys-by-mean", "trunk-cord-at-limit");

  private static final List<TestPlan> PLANS = TestPlans.all();
  private static Map<String, byte[]> generated = Map.of();

  @BeforeAll
  static void generate() {
    generated = TestPlans.files(PLANS);
  }

  @BeforeAll
  static void write_if_asked_to() throws IOException {
    if (Boolean.getBoolean("oarlock.testplans.write")) {
      TestPlans.write(FOLDER);
    }
  }

  @Test
  void the_folder_holds_what_the_generator_makes_byte_for_byte() throws IOException {
    Set<String> present = new TreeSet<>();
    for (Path path : TestPlans.existing(FOLDER)) {
      present.add(TestPlans.name(FOLDER, path));
    }
    assertThat(present).isEqualTo(generated.keySet());
    for (Map.Entry<String, byte[]> file : generated.entrySet()) {
      assertThat(Files.readAllBytes(FOLDER.resolve(file.getKey())))
          .as(file.getKey())
          .isEqualTo(file.getValue());
    }
  }

  @Test
  void the_readme_has_a_line_for_each_plan() throws IOException {
    String readme = Files.readString(FOLDER.resolve("README.md"));
    assertThat(
            readme.lines().filter(line -> line.startsWith("| `")).map(line -> line.split("`")[1]))
        .containsExactlyElementsOf(PLANS.stream().map(TestPlan::name).toList());
  }

  @Test
  void the_generator_makes_the_same_bytes_each_time() {
    for (TestPlan plan : List.of(PLANS.get(0), PLANS.get(20))) {
      RtFiles.of(plan)
          .forEach(
              (name, bytes) ->
                  assertThat(bytes).isEqualTo(generated.get(plan.name() + "/" + name)));
    }
  }

  @Test
  void all_plans_together_stay_small() {
    long total = generated.values().stream().mapToLong(bytes -> bytes.length).sum();
    assertThat(total).isBetween(1_000_000L, MAX_TOTAL_BYTES);
  }

  @Test
  void no_two_plans_share_an_object() {
    Set<String> uids = new HashSet<>();
    for (TestPlan plan : PLANS) {
      for (String file : List.of("RS", "RP1", "RP2", "RD1", "RD2", "study")) {
        assertThat(uids.add(DicomFile.uid(plan.name() + "/" + file))).isTrue();
      }
    }
  }

  @Test
  void dcmdump_reads_every_file_without_a_word_of_warning() throws Exception {
    boolean required = "1".equals(System.getenv("OARLOCK_DCMTK_REQUIRED"));
    assumeTrue(required || hasDcmdump(), "dcmtk's dcmdump is not installed: files not read by it");
    List<String> command = new ArrayList<>(List.of("dcmdump", "--quote-as-octal"));
    TestPlans.existing(FOLDER).stream()
        .map(Path::toString)
        .filter(name -> name.endsWith(".dcm"))
        .forEach(command::add);
    assertThat(command).hasSizeGreaterThan(100);
    Process process =
        new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    process.getOutputStream().close();
    String complaints = new String(process.getErrorStream().readAllBytes());
    assertThat(complaints).isEmpty();
    assertThat(process.waitFor()).isZero();
  }

  private static boolean hasDcmdump() throws InterruptedException {
    try {
      return new ProcessBuilder("dcmdump", "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException notThere) {
      return false;
    }
  }

  @Test
  void by_the_formulas_the_passing_plans_meet_every_goal_and_every_other_misses_one() {
    for (TestPlan plan : PLANS) {
      Map<String, Verdict> verdicts = plan.expected().verdictsByFormula();
      boolean meets = plan.name().endsWith("-pass") || ALSO_MET.contains(plan.name());
      assertThat(MET.containsAll(verdicts.values())).as(plan.name()).isEqualTo(meets);
    }
  }
}
