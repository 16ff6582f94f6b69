package org.oarlock.report;

import java.io.IOException;
import java.io.Writer;
import org.oarlock.plan.Structure;
import tools.jackson.core.exc.JacksonIOException;

/**
 * A {@link FolderReport} for programs, with the keys of {@link JsonReport} where they are shared.
 */
final class FolderJson {
  private final FolderReport report;
  private final JsonOutput json;

  private FolderJson(FolderReport report, JsonOutput json) {
    this.report = report;
    this.json = json;
  }

  static void write(FolderReport report, Writer out) throws IOException {
    try (JsonOutput json = JsonOutput.indented(out)) {
      new FolderJson(report, json).write();
    } catch (JacksonIOException e) {
      throw e.getCause();
    }
    out.write('\n');
    out.flush();
  }

  private void write() {
    json.startObject().integer("formatVersion", JsonReport.FORMAT_VERSION);
    JsonReport.tool(json, report.tool());
    json.startArray("plans");
    report.plans().forEach(this::plan);
    json.endArray().startArray("files");
    report.files().forEach(this::file);
    json.endArray();
    JsonReport.problems(json, report.problems());
    json.endObject();
  }

  private void plan(FolderReport.FoundPlan found) {
    json.startObject().text("label", found.plan().label()).text("of", found.patient());
    JsonPlan plan = new JsonPlan(json);
    if (report.showPatient()) {
      plan.patient(found.plan().patient());
    }
    plan.write(found.plan());
    json.startArray("structures");
    found.structures().forEach(this::structure);
    json.endArray().endObject();
  }

  private void structure(FolderReport.FoundStructure found) {
    Structure structure = found.structure();
    json.startObject()
        .integer("number", structure.number())
        .text("name", structure.name())
        .text("type", structure.type())
        .integer("contours", structure.contours().size())
        .integer("openContours", structure.openContours())
        .integer("points", structure.points())
        .flag("refused", structure.refused());
    if (found.volumeCm3() == null) {
      json.none("volumeCm3");
    } else {
      json.number("volumeCm3", found.volumeCm3());
    }
    json.endObject();
  }

  private void file(FolderReport.FoundFile file) {
    json.startObject()
        .text("path", file.path())
        .integer("count", file.count())
        .text("kind", file.kind())
        .text("label", file.label())
        .text("of", file.patient())
        .text("sopInstanceUid", file.sopInstanceUid())
        .text("frameOfReferenceUid", file.frameOfReferenceUid())
        .texts("refersTo", file.refersTo())
        .endObject();
  }
}
