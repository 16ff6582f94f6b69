package org.oarlock.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.oarlock.check.Evidence;
import org.oarlock.check.GoalResult;
import org.oarlock.check.PlanResult;
import org.oarlock.plan.FileIdentity;
import org.oarlock.plan.Phase;
import org.oarlock.protocol.Protocol;

/**
 * The key {@code evidence} of a value: everything that it can be traced back to and computed anew
 * from, so that a single value can be cut out of a report and filed.
 */
final class JsonEvidence {
  private final Report report;
  private final PlanResult plan;
  private final JsonOutput json;

  JsonEvidence(Report report, PlanResult plan, JsonOutput json) {
    this.report = report;
    this.plan = plan;
    this.json = json;
  }

  void write(GoalResult goal) {
    Evidence evidence = goal.evidence();
    json.startObject("evidence");
    structures(evidence.structures());
    prescription(evidence.prescription());
    List<Phase> phases = evidence.phases().stream().map(plan.plan().phases()::get).toList();
    json.startObject("dose")
        .text("name", goal.dose())
        .texts("phases", phases.stream().map(Phase::label).toList())
        .texts("derivation", doses(phases, goal.isOnEqd2()))
        .text("betweenNodes", "trilinear")
        .text("outsideGrid", "unknown")
        .endObject();
    json.text("convention", report.settings().precision().convention().label())
        .startObject("tolerance")
        .number("doseGy", report.settings().precision().doseToleranceGy())
        .number("volumePercent", 100 * report.settings().precision().volumeTolerance())
        .endObject();
    json.startArray("files");
    files(phases).forEach(this::file);
    json.endArray();
    protocol();
    JsonReport.tool(json, report.tool());
    json.endObject();
  }

  private void structures(List<String> names) {
    json.startArray("structures");
    for (PlanResult.MatchedStructure structure : plan.structures()) {
      if (names.contains(structure.name())) {
        JsonReport.structure(json, structure);
      }
    }
    json.endArray();
  }

  private void prescription(String name) {
    PlanResult.ResolvedPrescription prescription =
        plan.prescriptions().stream()
            .filter(other -> other.name().equals(name))
            .findFirst()
            .orElse(null);
    if (prescription == null) {
      json.none("prescription");
      return;
    }
    json.startObject("prescription");
    JsonReport.prescriptionKeys(json, prescription);
    json.endObject();
  }

  /** How each phase's dose came about. */
  private static List<String> doses(List<Phase> phases, boolean eqd2) {
    return phases.stream()
        .map(
            phase ->
                phase.dose() == null
                    ? "no dose"
                    : phase.dose().doseType()
                        + ", "
                        + phase.dose().derivation()
                        + (eqd2 ? ", each node converted to EQD2" : ""))
        .toList();
  }

  /** Each file once, the structure set first. */
  private Map<FileIdentity, String> files(List<Phase> phases) {
    Map<FileIdentity, String> files = new LinkedHashMap<>();
    files.put(plan.plan().structureSet().source(), "STRUCTURE_SET");
    for (Phase phase : phases) {
      if (phase.source() != null) {
        files.putIfAbsent(phase.source(), "PLAN");
      }
      if (phase.dose() != null) {
        phase.dose().sources().forEach(source -> files.putIfAbsent(source, "DOSE"));
      }
    }
    return files;
  }

  private void file(FileIdentity file, String role) {
    json.startObject().text("role", role);
    JsonPlan.fileKeys(json, file);
    json.endObject();
  }

  private void protocol() {
    Protocol protocol = report.protocol();
    json.startObject("protocol")
        .text("id", protocol.id())
        .text("version", protocol.version())
        .texts("sha256", protocol.files().stream().map(Protocol.SourceFile::sha256).toList())
        .endObject();
  }
}
