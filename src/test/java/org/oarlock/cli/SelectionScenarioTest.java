package org.oarlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code oarlock batch --select} makes of rules, and what is said of those that are wrong. */
class SelectionScenarioTest {
  /** Of the test plans: two phases of 50 and 14 Gy in 25 and 7, of 5 January 2026. */
  private static final String RULES =
      """
      selection: clinic
      version: 1.0.0
      rules:
        - {rule: chest, structures: [Lung*], protocol: protocols/thigh.yaml}
        - rule: bone
          label: [PHASE*]
          prescription: 60..64 Gy
          fractions: 30..35
          structures: [PTV1 | PTV_High, Femur*]
          without: [Rectum]
          date: 2026-01-05..2026-12-31
          protocol: protocols/thigh.yaml
      """;

  @TempDir Path folder;
  private Path archive;
  private Path rules;
  private Path store;

  @BeforeEach
  void write_rules() throws IOException {
    archive = Files.createDirectories(folder.resolve("archive"));
    PlanFolder.copyOf("thigh-pass", archive);
    PlanFolder.copyOf("thigh-femur-missing", archive);
    Path protocols = Files.createDirectories(folder.resolve("rules/protocols"));
    ThighProtocol.in(protocols);
    rules = Files.writeString(folder.resolve("rules/clinic.yaml"), RULES);
    store = folder.resolve("results.db");
  }

  private Scenario.Run batch(Object... more) {
    List<Object> arguments =
        new ArrayList<>(List.of("batch", archive, "--select", rules, "--store", store));
    arguments.addAll(List.of(more));
    return Scenario.run(arguments.toArray());
  }

  private List<String> rows(String sql) {
    return new StoreReader("jdbc:sqlite:" + store).rows(sql);
  }

  @Test
  void the_first_rule_that_fits_chooses_and_a_plan_that_none_fits_is_a_row() throws IOException {
    Path reports = folder.resolve("reports");
    Path csv = folder.resolve("goals.csv");
    Scenario.Run run = batch("--report-dir", reports, "--csv", csv);
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("Protocol    clinic@1.0.0\n")
        .contains("Plans       2: 1 PASS, 1 NO_PROTOCOL\n");
    assertThat(run.code()).isEqualTo(ExitCode.NOT_JUDGED);
    assertThat(
            rows(
                "SELECT r.verdict, p.id, p.selection, p.rule, r.chosen, r.reason FROM result r"
                    + " JOIN protocol p ON p.key = r.protocol ORDER BY 1 DESC"))
        .containsExactly(
            "PASS|thigh|clinic|bone|the rule bone of clinic chose the protocol: its label is"
                + " 'PHASE*', 64 Gy is prescribed, it has 32 fractions, its date is in"
                + " 2026-01-05..2026-12-31, a structure is 'PTV1' or 'PTV_High', a structure is"
                + " 'Femur*', no structure is 'Rectum'|",
            "NO_PROTOCOL|clinic|clinic|||no rule of clinic fits: chest: no structure is 'Lung*';"
                + " bone: no structure is 'Femur*'");
    Path report = reports.resolve(rows("SELECT report FROM result WHERE verdict = 'PASS'").get(0));
    assertThat(report).content().contains("the rule bone of clinic chose the protocol");
    assertThat(Files.readAllLines(csv))
        .filteredOn(line -> line.contains(",thigh,1.0.0,bone,"))
        .hasSize(5);
    assertThat(Scenario.run("results", store, "--where", "rule = bone and value > 90").out())
        .contains("PHASE1 + PHASE2  PASS  thigh@1.0.0");
    Path page = folder.resolve("page.html");
    Scenario.run("results", store, "--summary", page, "--report-dir", reports);
    assertThat(page)
        .content()
        .contains("no rule of clinic fits", "clinic@1.0.0", "chosen by the rule bone of clinic");
  }

  @Test
  void rules_that_change_replace_what_they_said_before_and_nothing_else() throws IOException {
    Path named = folder.resolve("rules/protocols/thigh.yaml");
    Scenario.run("batch", archive, "--protocol", named, "--store", store);
    List<String> byName = rows("SELECT * FROM goal ORDER BY plan, position");
    batch();
    batch("--resume");
    String verdicts =
        "SELECT r.verdict, p.rule FROM result r JOIN protocol p ON p.key = r.protocol WHERE"
            + " p.selection <> '' ORDER BY 1, 2";
    assertThat(rows(verdicts)).containsExactly("NO_PROTOCOL|", "PASS|bone");
    assertThat(batch("--resume").out()).contains("2 of 2 units were judged before");

    Files.writeString(
        rules,
        RULES.replace("1.0.0", "1.1.0").replace("60..64", "60..63")
            + "  - {rule: rest, protocol: protocols/thigh.yaml}\n");
    Scenario.Run run = batch("--resume");
    assertThat(run.out())
        .contains("Protocol    clinic@1.1.0\n")
        .contains("Plans       2: 1 PASS, 1 NOT_EVALUATED\n")
        .doesNotContain("were judged before");
    assertThat(rows(verdicts)).containsExactly("NOT_EVALUATED|rest", "PASS|rest");
    Files.writeString(rules, RULES);
    assertThat(batch("--resume").out()).doesNotContain("were judged before");
    assertThat(rows(verdicts)).containsExactly("NO_PROTOCOL|", "PASS|bone");
    assertThat(
            rows(
                "SELECT g.* FROM goal g JOIN protocol p ON p.key = g.protocol WHERE p.selection ="
                    + " '' ORDER BY plan, position"))
        .isEqualTo(byName);
  }

  @Test
  void another_way_to_compute_is_kept_beside_what_the_same_rules_said() {
    batch();
    batch("--convention", "no-cap");
    Scenario.Run run = batch("--strict");
    assertThat(run.out()).contains("Protocol    clinic@1.0.0 (strict)\n");
    assertThat(batch("--strict", "--resume").out()).contains("2 of 2 units were judged before");
    assertThat(batch("--resume").out()).contains("2 of 2 units were judged before");
    assertThat(
            rows(
                "SELECT r.verdict, p.settings, p.convention FROM result r JOIN protocol p"
                    + " ON p.key = r.protocol ORDER BY p.rule, p.settings"))
        .containsExactly(
            "NO_PROTOCOL||half-slice-cap",
            "NO_PROTOCOL|convention no-cap|no-cap",
            "NO_PROTOCOL|strict|half-slice-cap",
            "PASS|chosen by the rule bone of clinic|half-slice-cap",
            "PASS|chosen by the rule bone of clinic; convention no-cap|no-cap",
            "REVIEW|chosen by the rule bone of clinic; strict|half-slice-cap");
  }

  @Test
  void a_rule_states_what_its_protocol_needs() throws IOException {
    Path protocol = folder.resolve("rules/protocols/thigh.yaml");
    Files.writeString(
        protocol,
        ThighProtocol.TEXT.replace(
            "structures:", "parameters:\n  most: {type: percent, default: 60 %}\nstructures:"));
    Files.writeString(
        protocol, Files.readString(protocol).replace("V40Gy[%] < 60", "V40Gy[%] < most"));
    Files.writeString(rules, RULES + "    set: {most: 20 %}\n    names: names.yaml\n");
    Files.writeString(folder.resolve("rules/names.yaml"), "Femur_L: Femur_L\n");
    Scenario.Run run = batch();
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isEqualTo(ExitCode.GOAL_FAILED);
    assertThat(rows("SELECT verdict, goal_limit FROM goal WHERE goal = 'femur-v40'"))
        .containsExactly("FAIL|< 20 %");
    assertThat(rows("SELECT settings FROM protocol WHERE rule = 'bone'"))
        .containsExactly(
            "chosen by the rule bone of clinic; set most=20 %; names Femur_L=[Femur_L]");
    assertThat(batch("--set", "most=3 %").code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void the_example_of_the_documentation_has_no_problem() throws IOException {
    String page = Files.readString(Path.of("src/site/markdown/batch.md"));
    int start = page.indexOf("```yaml\n# yaml-language-server: $schema=select") + 8;
    Path example = folder.resolve("rules/example.yaml");
    Files.writeString(example, page.substring(start, page.indexOf("```", start)));
    for (String name :
        List.of("sts-tum", "sts-tum-preop", "sts-postop-cams", "sts-postop-cams-extremity")) {
      Files.copy(Path.of("constraints", name + ".yaml"), folder.resolve("rules/" + name + ".yaml"));
    }
    Scenario.Run lint = Scenario.run("lint", example);
    assertThat(lint.out()).doesNotContain("error:", "example.yaml");
    assertThat(lint.code()).isZero();
  }

  @Test
  void everything_wrong_with_rules_is_said_at_once_and_where() throws IOException {
    Files.writeString(
        rules,
        """
        selection: my clinic
        rules:
          - rule: a
            labels: [X]
            fractions: 30..20
            date: yesterday
            protocol: protocols/thigh.yaml
            set: {unknown: 3}
          - {rule: a, prescription: 64, protocol: protocols/none.yaml}
          - {protocol: protocols/thigh.yaml, structures: []}
          - nonsense
        """);
    Scenario.Run lint = Scenario.run("lint", rules);
    assertThat(lint.code()).isEqualTo(ExitCode.GOAL_FAILED);
    assertThat(lint.out())
        .contains("clinic.yaml:1:1", "the key 'version' is missing")
        .contains("clinic.yaml:1:12", "'my clinic' is not letters, digits")
        .contains("clinic.yaml:4:5", "there is no key 'labels' here", "Write 'label'")
        .contains("clinic.yaml:5:16", "'fractions' is '30..20'", "Write it like 25 or 25..30")
        .contains("clinic.yaml:6:11", "'date' is 'yesterday', which is no day")
        .contains("clinic.yaml:9:5", "there is a rule 'a' already")
        .contains("clinic.yaml:9:29", "'prescription'", "Write a dose such as 50 Gy")
        .contains("clinic.yaml:10:5", "the key 'rule' is missing")
        .contains("clinic.yaml:11:5", "a rule is a mapping");
    assertThat(batch().err()).contains("[unknown-key]", "[duplicate-id]");
    assertThat(store).doesNotExist();

    Files.writeString(
        rules,
        RULES
                .replace("thigh.yaml}", "thigh.yaml, set: {unknown: 3}}")
                .replace("structures: [Lung*]", "label: P*")
            + "  - {rule: other, label: P*, fractions: 3, protocol: protocols/none.yaml}\n");
    assertThat(Scenario.run("lint", rules).out())
        .contains("clinic.yaml:4:", "has no parameter or prescription 'unknown'")
        .contains("rule 'other': no plan comes this far, since all that fit it fit 'chest' before")
        .contains("[rule-without-protocol]", "none.yaml: the file does not exist");
    assertThat(Scenario.run("lint", "constraints/quantec-subset.yaml").code()).isZero();
  }
}
