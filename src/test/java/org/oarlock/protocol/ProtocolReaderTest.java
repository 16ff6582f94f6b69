package org.oarlock.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oarlock.problem.Problem;
import org.oarlock.protocol.Goal.Kind;
import org.oarlock.protocol.Protocol.SourceFile;
import org.oarlock.protocol.Protocol.Status;
import org.oarlock.protocol.StructureRule.Each;
import org.oarlock.quantity.Dose;

class ProtocolReaderTest {
  private static final String HEAD =
      """
      protocol: %s
      title: A case
      version: 1.0
      status: %s
      """;

  @TempDir Path folder;

  private Path write(String name, String text) throws IOException {
    Path path = folder.resolve(name);
    Files.createDirectories(path.getParent());
    return Files.writeString(path, text);
  }

  private Protocol read(Path path) {
    ProtocolReading reading = ProtocolReader.read(path);
    assertThat(reading.problems()).filteredOn(Problem::isError).isEmpty();
    return Objects.requireNonNull(reading.protocol());
  }

  @Test
  void everything_that_a_protocol_says_is_read() throws IOException {
    Protocol protocol =
        read(
            write(
                "all.yaml",
                HEAD.formatted("all", "approved")
                    + """
                    sources: {paper: Wang 2015}
                    parameters:
                      spared: {type: dose, default: 20 Gy, help: below which it is spared}
                      side: {choices: [left, right]}
                    prescriptions:
                      phase1: {target: PTV, dose: 5000 cGy, fractions: 25, source: paper, statement: C6}
                      phase2: {target: PTV, dose: 10..16 Gy, when: side = left}
                      total: {target: PTV, sum: [phase1, phase2]}
                    structures:
                      PTV: {names: [PTV50, "PTV_5*"], type: PTV}
                      Lung_L:
                      Lungs: {define: "union(Lung_L, PTV)", each: part, optional: true, help: both}
                    goals:
                      - {id: a, structure: Lungs, when: side = left, dose: phase1, prescription: total,
                         goal: "V20Gy[%] < 30", variation: 35, obligation: advisory, priority: 2,
                         source: paper, statement: [C1, C2], help: why, also_report: "Max[Gy]",
                         borderline: review}
                      - {id: b, structure: PTV, dose: total, readings: ["HI < 1", "HI < 2"]}
                      - {id: c, structure: PTV, report: [HI, "D2%[Gy]"]}
                    """));
    assertThat(protocol.version()).isEqualTo("1.0");
    assertThat(protocol.status()).isEqualTo(Status.APPROVED);
    assertThat(protocol.sources()).containsEntry("paper", "Wang 2015");
    assertThat(protocol.parameters())
        .extracting(Parameter::defaultValue)
        .containsExactly("20 Gy", null);

    PrescriptionRule phase1 = protocol.prescriptions().get(0);
    assertThat(phase1.lowest()).isEqualTo(Dose.ofGy(50)).isEqualTo(phase1.highest());
    assertThat(phase1.fractions()).isEqualTo(25);
    assertThat(phase1.statements()).containsExactly("C6");
    PrescriptionRule phase2 = protocol.prescriptions().get(1);
    assertThat(phase2.lowest()).isEqualTo(Dose.ofGy(10));
    assertThat(phase2.highest()).isEqualTo(Dose.ofGy(16));
    assertThat(phase2.when().text()).isEqualTo("side = left");
    assertThat(protocol.prescriptions().get(2).sum())
        .containsExactly(List.of("phase1"), List.of("phase2"));

    StructureRule ptv = protocol.structures().get(0);
    assertThat(ptv.names()).containsExactly("PTV50", "PTV_5*");
    assertThat(ptv.type()).isEqualTo("PTV");
    assertThat(ptv.each()).isEqualTo(Each.ONE);
    StructureRule lungs = protocol.structures().get(2);
    assertThat(lungs.define().text()).isEqualTo("union(Lung_L, PTV)");
    assertThat(lungs.each()).isEqualTo(Each.PART);
    assertThat(lungs.optional()).isTrue();

    Goal a = protocol.goals().get(0);
    assertThat(a.kind()).isEqualTo(Kind.SINGLE);
    assertThat(a.dose()).isEqualTo("phase1");
    assertThat(a.prescription()).isEqualTo("total");
    assertThat(a.variation().text()).isEqualTo("V20Gy[%] < 35%");
    assertThat(a.toleratesAny()).isFalse();
    assertThat(a.required()).isFalse();
    assertThat(a.priority()).isEqualTo(2);
    assertThat(a.statements()).containsExactly("C1", "C2");
    assertThat(a.borderlineReview()).isTrue();
    assertThat(a.location().line()).isEqualTo(18);
    assertThat(a.location().column()).isEqualTo(10);
    Goal b = protocol.goals().get(1);
    assertThat(b.kind()).isEqualTo(Kind.READINGS);
    assertThat(b.dose()).isNull();
    assertThat(b.conditions()).hasSize(2);
    Goal c = protocol.goals().get(2);
    assertThat(c.kind()).isEqualTo(Kind.REPORT);
    assertThat(c.conditions()).isEmpty();
    assertThat(c.alsoReport()).hasSize(2);
  }

  @Test
  void an_extending_protocol_adds_at_the_end_and_replaces_in_place() throws Exception {
    String base =
        HEAD.formatted("base", "unverified")
            + """
            structures:
              PTV: {}
              Cord: {}
            goals:
              - {id: one, structure: PTV, goal: Max[Gy] < 60}
              - {id: two, structure: Cord, goal: Max[Gy] < 45}
            """
                .replace("goal: Max[Gy] < 60", "goal: \"Max[Gy] < 60\"")
                .replace("goal: Max[Gy] < 45", "goal: \"Max[Gy] < 45\"");
    Path basePath = write("shared/base.yaml", base);
    Path path =
        write(
            "own.yaml",
            HEAD.formatted("own", "unverified")
                + """
                extends: shared/base
                structures:
                  Lungs: {}
                goals:
                  - {id: one, override: true, structure: PTV, goal: "Max[Gy] < 62"}
                  - {id: three, structure: Lungs, goal: "V20Gy[%] < 30"}
                """);
    Protocol protocol = read(path);
    assertThat(protocol.id()).isEqualTo("own");
    assertThat(protocol.extended()).containsExactly("base");
    assertThat(protocol.structures())
        .extracting(StructureRule::name)
        .containsExactly("PTV", "Cord", "Lungs");
    assertThat(protocol.goals()).extracting(Goal::id).containsExactly("one", "two", "three");
    assertThat(protocol.goals().get(0).conditions().get(0).text()).isEqualTo("Max[Gy] < 62 Gy");
    assertThat(protocol.goals().get(0).location().file()).isEqualTo(path.toString());
    assertThat(protocol.goals().get(1).location().file()).isEqualTo(basePath.toString());
    String sha =
        HexFormat.of()
            .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(basePath)));
    assertThat(protocol.files())
        .extracting(SourceFile::path)
        .containsExactly(path.toString(), basePath.toString());
    assertThat(protocol.files().get(1).sha256()).isEqualTo(sha);
  }

  @Test
  void ten_mistakes_give_ten_messages_in_one_run() throws IOException {
    Path path =
        write(
            "ten.yaml",
            """
            protocol: ten
            version: 1.0.0
            status: maybe
            structures:
              Lungs: {nmaes: [Lung]}
              Lungs: {}
              Cord: {define: "shell(Crod, 4)"}
            goals:
              - {id: a, structure: Lungs, goal: "V20Gy[ml] < 30"}
              - {id: a, structure: Lungs, goal: "V20Gy[%] < 30 cc"}
              - {id: b, structure: Lungs, goal: "V20Gy[%] < 30", variation: 20}
              - {id: c, structure: Cord, goal: "D95%[%] of Crod >= 95"}
            """);
    ProtocolReading reading = ProtocolReader.read(path);
    assertThat(reading.protocol()).isNull();
    // the goal that repeats an id is reported as such, and not read any further
    assertThat(reading.problems())
        .extracting(Problem::code)
        .containsExactly(
            "missing-key",
            "wrong-value",
            "unknown-key",
            "duplicate-key",
            "wrong-argument",
            "unknown-metric",
            "duplicate-id",
            "variation-side",
            "prescription-missing",
            "unknown-name");
    assertThat(reading.problems())
        .allSatisfy(
            p -> {
              assertThat(p.location().line()).isPositive();
              assertThat(p.location().column()).isPositive();
            });
  }

  @Test
  void a_mistake_in_a_text_of_several_lines_is_told_on_its_line() throws IOException {
    Path path =
        write(
            "lines.yaml",
            HEAD.formatted("lines", "draft")
                + """
                structures:
                  Lungs: {}
                goals:
                  - id: plain
                    structure: Lungs
                    goal: V20Gy[%]
                      < 30 cc
                  - id: folded
                    structure: Lungs
                    goal: >-
                      V20Gy[%]

                        < 30 cc
                  - id: literal
                    structure: Lungs
                    goal: |
                      V20Gy[%] <
                      30 cc
                  - id: quoted
                    structure: Lungs
                    goal: "V20Gy[%]
                      < 30 cc"
                  - id: unfinished
                    structure: Lungs
                    goal: |
                      V20Gy[%]
                      <
                """);
    int first = HEAD.formatted("lines", "draft").lines().toList().size();
    assertThat(ProtocolReader.read(path).problems())
        .extracting(p -> p.location().line() - first, p -> p.location().column(), Problem::code)
        .containsExactly(
            tuple(7, 9, "wrong-unit"),
            tuple(13, 11, "wrong-unit"),
            tuple(18, 7, "wrong-unit"),
            tuple(22, 9, "wrong-unit"),
            tuple(27, 8, "expression-syntax"));
  }

  @Test
  void problems_of_an_extended_protocol_are_told_in_its_file() throws IOException {
    Path base = write("base.yaml", HEAD.formatted("base", "draft") + "goal: []\n");
    Path path =
        write("own.yaml", HEAD.formatted("own", "draft") + "extends: base\nstrcutures: {}\n");
    assertThat(ProtocolReader.read(path).problems())
        .extracting(p -> p.location().file() + ":" + p.location().line())
        .containsExactlyInAnyOrder(base + ":5", path + ":6");
  }

  @Test
  void a_protocol_that_extends_itself_is_refused_under_any_name() throws IOException {
    Path path = write("own.yaml", HEAD.formatted("own", "draft") + "extends: ../x/own.yaml\n");
    Path moved = folder.resolve("x");
    Files.createDirectory(moved);
    Files.move(path, moved.resolve("own.yaml"));
    ProtocolReading reading = ProtocolReader.read(moved.resolve("own.yaml"));
    assertThat(reading.problems()).extracting(Problem::code).containsExactly("extends-cycle");
    assertThat(reading.protocol()).isNull();
  }

  @Test
  void an_absolute_path_is_not_extended() throws IOException {
    Path base = write("base.yaml", HEAD.formatted("base", "draft"));
    Path path = write("own.yaml", HEAD.formatted("own", "draft") + "extends: " + base + "\n");
    assertThat(ProtocolReader.read(path).problems())
        .extracting(Problem::code)
        .containsExactly("wrong-value");
  }

  @Test
  void the_same_file_reads_the_same_twice() {
    Path path = Path.of("constraints/sts-postop-cams-extremity.yaml");
    assertThat(ProtocolReader.read(path)).isEqualTo(ProtocolReader.read(path));
  }

  @Test
  void doses_per_fraction_are_conventional_unless_stated_and_are_inherited() throws IOException {
    Path base = write("base.yaml", HEAD.formatted("base", "draft"));
    assertThat(read(base).fractionDose()).isEqualTo(Protocol.FractionDose.CONVENTIONAL);
    write("five.yaml", HEAD.formatted("five", "draft") + "fraction_dose: 5..6 Gy\n");
    Path heir = write("heir.yaml", HEAD.formatted("heir", "draft") + "extends: five\n");
    assertThat(read(heir).fractionDose())
        .isEqualTo(new Protocol.FractionDose(Dose.ofGy(5), Dose.ofGy(6), true));
    Path three =
        write("three.yaml", HEAD.formatted("three", "draft") + "extends: five\nfractions: 3\n");
    assertThat(read(three).fractionDose()).hasToString("5..6 Gy in 3 fractions");
    Path any = write("any.yaml", HEAD.formatted("any", "draft") + "fractions: 1\n");
    assertThat(read(any).fractionDose()).hasToString("any dose in 1 fraction");
  }
}
