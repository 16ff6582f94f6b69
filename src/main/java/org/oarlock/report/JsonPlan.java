package org.oarlock.report;

import org.jspecify.annotations.Nullable;
import org.oarlock.metric.Interval;
import org.oarlock.plan.DoseGrid;
import org.oarlock.plan.FileIdentity;
import org.oarlock.plan.Phase;
import org.oarlock.plan.PhaseDose;
import org.oarlock.plan.Plan;
import org.oarlock.plan.StructureSet;

/** The keys that tell what a plan is made of, the same wherever a plan is written as JSON. */
final class JsonPlan {
  private final JsonOutput json;

  JsonPlan(JsonOutput json) {
    this.json = json;
  }

  /** Writes {@code structureSet} and {@code phases}. */
  void write(Plan plan) {
    structureSet(plan.structureSet());
    json.startArray("phases");
    plan.phases().forEach(this::phase);
    json.endArray();
  }

  /** Writes {@code patient}; only if the user asked for it. */
  void patient(Plan.Patient patient) {
    json.startObject("patient").text("id", patient.id()).text("name", patient.name()).endObject();
  }

  private void structureSet(StructureSet structures) {
    json.startObject("structureSet")
        .text("label", structures.label())
        .text("frameOfReferenceUid", structures.frameOfReferenceUid())
        .integer("structures", structures.structures().size());
    file("file", structures.source());
    json.endObject();
  }

  private void phase(Phase phase) {
    json.startObject().text("label", phase.label()).text("approval", phase.approval());
    json.positiveOrNull("fractions", phase.fractions());
    json.integer("fractionGroups", phase.fractionGroups())
        .integer("beams", phase.beams().size())
        .text("patientPosition", phase.patientPosition());
    json.startArray("prescriptions");
    phase
        .prescriptions()
        .forEach(
            prescription ->
                json.startObject()
                    .text("target", prescription.targetName())
                    .text("description", prescription.description())
                    .number("doseGy", prescription.dose().gy())
                    .text("source", prescription.source())
                    .endObject());
    json.endArray();
    file("file", phase.source());
    dose(phase.dose());
    json.endObject();
  }

  private void dose(@Nullable PhaseDose dose) {
    if (dose == null) {
      json.none("dose");
      return;
    }
    json.startObject("dose")
        .text("type", dose.doseType())
        .text("summation", dose.summation())
        .text("derivation", dose.derivation())
        .flag("totalIsCertain", dose.totalIsCertain());
    grid(dose.grid());
    json.startArray("files");
    dose.sources().forEach(this::fileObject);
    json.endArray().endObject();
  }

  private void grid(DoseGrid grid) {
    GridSummary summary = GridSummary.of(grid);
    json.startObject("grid")
        .integer("columns", grid.columns())
        .integer("rows", grid.rows())
        .integer("frames", grid.frames());
    json.startArray("spacingMm");
    summary.spacingsMm().forEach(this::interval);
    json.endArray().endObject();
  }

  private void interval(Interval interval) {
    json.startObject()
        .number("lower", interval.lower())
        .number("upper", interval.upper())
        .endObject();
  }

  private void file(String name, @Nullable FileIdentity file) {
    if (file == null) {
      json.none(name);
      return;
    }
    json.startObject(name);
    fileKeys(json, file);
    json.endObject();
  }

  private void fileObject(FileIdentity file) {
    json.startObject();
    fileKeys(json, file);
    json.endObject();
  }

  static void fileKeys(JsonOutput json, FileIdentity file) {
    json.text("path", file.path())
        .text("sopInstanceUid", file.sopInstanceUid())
        .text("sha256", file.sha256());
  }
}
