package org.oarlock.report;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.oarlock.plan.FileIdentity;
import org.oarlock.plan.Phase;
import org.oarlock.plan.PhaseDose;
import org.oarlock.plan.Plan;
import org.oarlock.plan.Prescription;
import org.oarlock.plan.Structure;
import org.oarlock.plan.StructureSet;
import org.oarlock.quantity.Unit;

/** A {@link FolderReport} for a terminal of 100 columns. */
final class FolderText {
  private final FolderReport report;
  private final List<String> lines = new ArrayList<>();

  private FolderText(FolderReport report) {
    this.report = report;
  }

  static void write(FolderReport report, Writer out) throws IOException {
    FolderText text = new FolderText(report);
    text.write();
    for (String line : text.lines) {
      out.write(line);
      out.write('\n');
    }
    out.flush();
  }

  private void write() {
    long patients =
        report.files().stream()
            .map(FolderReport.FoundFile::patient)
            .filter(patient -> !patient.isEmpty())
            .distinct()
            .count();
    int objects = report.files().stream().mapToInt(FolderReport.FoundFile::count).sum();
    lines.add(
        Wording.counted(patients, "patient")
            + ", "
            + Wording.counted(report.plans().size(), "plan")
            + ", "
            + Wording.counted(objects, "DICOM object"));
    for (int i = 0; i < report.plans().size(); i++) {
      plan(i + 1, report.plans().get(i));
    }
    files();
  }

  private void plan(int number, FolderReport.FoundPlan found) {
    Plan plan = found.plan();
    lines.add("");
    lines.add("=".repeat(TextReport.WIDTH));
    entry("Plan " + number, TerminalText.name(plan.label()));
    entry("Patient", patient(found));
    StructureSet structures = plan.structureSet();
    entry("Structures", labelled(structures.label(), structures.source()));
    entry("Frame", uid(structures.frameOfReferenceUid()));
    plan.phases().forEach(this::phase);
    lines.add("");
    structures(found.structures());
  }

  private String patient(FolderReport.FoundPlan found) {
    if (!report.showPatient()) {
      return found.patient();
    }
    Plan.Patient patient = found.plan().patient();
    return found.patient()
        + ": "
        + (patient.id() == null ? "no ID" : TerminalText.name(patient.id()))
        + ", "
        + (patient.name() == null ? "no name" : TerminalText.name(patient.name()));
  }

  private static String uid(String uid) {
    return uid.isBlank() ? "no frame of reference stated" : TerminalText.sentence(uid);
  }

  private static String labelled(String label, FileIdentity source) {
    return (label.isBlank() ? "" : TerminalText.name(label) + ", ")
        + TerminalText.sentence(source.path());
  }

  private void phase(Phase phase) {
    List<String> parts = new ArrayList<>();
    parts.add(phase.source() == null ? "no plan file" : labelled(phase.label(), phase.source()));
    if (!phase.approval().isEmpty()) {
      parts.add(TerminalText.name(phase.approval()));
    }
    if (phase.fractions() > 0) {
      parts.add(Wording.counted(phase.fractions(), "fraction"));
    }
    parts.add(Wording.counted(phase.beams().size(), "beam"));
    phase.prescriptions().forEach(p -> parts.add(text(p)));
    entry("Phase", String.join("; ", parts));
    if (phase.source() != null) {
      entry("UID", TerminalText.sentence(phase.source().sopInstanceUid()));
    }
    entry("Dose", phase.dose() == null ? "none that can be used" : text(phase.dose()));
  }

  private static String text(Prescription prescription) {
    String target =
        prescription.targetName().isBlank()
            ? prescription.description()
            : prescription.targetName();
    return prescription.dose()
        + (target.isBlank() ? "" : " to " + TerminalText.name(target))
        + " ("
        + TerminalText.name(prescription.source())
        + ")";
  }

  private static String text(PhaseDose dose) {
    return String.join(
            ", ", dose.sources().stream().map(s -> TerminalText.sentence(s.path())).toList())
        + "; "
        + TerminalText.name(dose.doseType())
        + ", "
        + TerminalText.name(dose.summation())
        + "; "
        + GridSummary.of(dose.grid()).text()
        + "; "
        + TerminalText.sentence(dose.derivation())
        + (dose.totalIsCertain() ? "" : " (not certain to be the total dose)");
  }

  private void structures(List<FolderReport.FoundStructure> structures) {
    TextTable table =
        new TextTable(TextReport.WIDTH, ">No.", "Structure", "Type", ">Contours", ">Volume");
    for (FolderReport.FoundStructure found : structures) {
      Structure structure = found.structure();
      table.row(
          String.valueOf(structure.number()),
          TerminalText.name(structure.name()),
          structure.type().isBlank() ? "-" : TerminalText.name(structure.type()),
          contours(structure),
          found.volumeCm3() == null ? "-" : Figures.plain(found.volumeCm3(), Unit.CC));
    }
    if (table.isEmpty()) {
      lines.add("The structure set has no structures.");
    } else {
      lines.addAll(table.lines());
    }
  }

  private static String contours(Structure structure) {
    if (structure.refused()) {
      return "refused";
    }
    List<String> parts = new ArrayList<>();
    if (!structure.contours().isEmpty()) {
      parts.add(String.valueOf(structure.contours().size()));
    }
    if (structure.openContours() > 0) {
      parts.add(structure.openContours() + " open");
    }
    if (structure.points() > 0) {
      parts.add(Wording.counted(structure.points(), "point"));
    }
    return parts.isEmpty() ? "-" : String.join(", ", parts);
  }

  private void files() {
    Map<String, String> paths = new HashMap<>();
    report.files().forEach(file -> paths.putIfAbsent(file.sopInstanceUid(), file.path()));
    TextTable table = new TextTable(TextReport.WIDTH, "File", "Kind", "Label", "Of", "Refers to");
    for (FolderReport.FoundFile file : report.files()) {
      table.row(
          TerminalText.sentence(file.path())
              + (file.count() > 1 ? " and " + (file.count() - 1) + " more" : ""),
          TerminalText.sentence(file.kind()),
          file.label().isBlank() ? "-" : TerminalText.name(file.label()),
          file.patient().isEmpty() ? "-" : file.patient(),
          references(file, paths));
    }
    if (!table.isEmpty()) {
      lines.add("");
      lines.addAll(table.lines());
    }
  }

  private static String references(FolderReport.FoundFile file, Map<String, String> paths) {
    List<String> shown =
        file.refersTo().stream()
            .map(uid -> TerminalText.sentence(paths.getOrDefault(uid, uid + " (not here)")))
            .toList();
    return shown.isEmpty() ? "-" : String.join(", ", shown);
  }

  private void entry(String name, String text) {
    String indent = TerminalText.padded(name, 12);
    for (String line : TerminalText.wrap(text, TextReport.WIDTH - 12)) {
      lines.add((indent + line).stripTrailing());
      indent = " ".repeat(12);
    }
  }
}
