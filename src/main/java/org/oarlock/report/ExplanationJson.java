package org.oarlock.report;

import org.jspecify.annotations.Nullable;
import org.oarlock.check.Explanation;
import org.oarlock.check.Explanation.BeamShare;
import org.oarlock.check.Explanation.Distance;
import org.oarlock.check.Explanation.DoseRegion;
import org.oarlock.check.Explanation.FieldPlace;
import org.oarlock.check.Explanation.Finding;
import org.oarlock.check.Explanation.Margin;
import org.oarlock.check.Explanation.SharedPart;
import org.oarlock.check.Explanation.Shot;
import org.oarlock.check.Explanation.SlicePlace;
import org.oarlock.check.Explanation.Where;
import org.oarlock.dvh.DosePlace;
import org.oarlock.geometry.PatientPoint;
import org.oarlock.plan.Plan;

/** The key {@code explanation} of a goal. */
final class ExplanationJson {
  private final JsonOutput json;
  private final Plan plan;

  ExplanationJson(JsonOutput json, Plan plan) {
    this.json = json;
    this.plan = plan;
  }

  void write(Explanation explanation) {
    json.startObject("explanation").startArray("findings");
    explanation.findings().forEach(this::finding);
    json.endArray().texts("doses", explanation.doses()).texts("advice", explanation.advice());
    json.endObject();
  }

  private void finding(Finding finding) {
    json.startObject();
    margin(finding.margin());
    where(finding.where());
    json.endObject();
  }

  private void margin(@Nullable Margin margin) {
    if (margin == null) {
      json.none("margin");
      return;
    }
    json.startObject("margin")
        .number("limit", margin.limit())
        .text("side", margin.isUpper() ? "UPPER" : "LOWER")
        .number("amount", margin.margin())
        .text("unit", margin.unit().symbol())
        .endObject();
  }

  private void where(@Nullable Where where) {
    if (where == null) {
      json.none("where");
      return;
    }
    json.startObject("where");
    if (where instanceof DoseRegion region) {
      region(region);
    } else if (where instanceof SharedPart part) {
      json.text("kind", "SHARED_PART")
          .text("structure", part.structure())
          .text("other", part.other())
          .text("side", part.inside() ? "INSIDE" : "OUTSIDE")
          .number("volumeCm3", part.part().volumeCm3());
      point("centroid", part.centroid());
    } else if (where instanceof SlicePlace slice) {
      json.text("kind", "SLICE").texts("structures", slice.names()).number("atMm", slice.atMm());
    } else {
      fields((FieldPlace) where);
    }
    json.endObject();
  }

  private void region(DoseRegion region) {
    json.text("kind", "DOSE_REGION")
        .text("structure", region.structure())
        .text("dose", region.doseName())
        .number("thresholdGy", region.thresholdGy())
        .flag("thresholdIsLimit", region.ofLimit())
        .text("side", region.below() ? "BELOW" : "AT_LEAST")
        .number("volumeCm3", region.volumeCm3());
    number("allowedCm3", region.allowedCm3());
    json.number("excessCm3", region.excessCm3());
    number("passingGy", region.passingGy());
    place(region.place());
    distance("target", region.target());
    distance("surface", region.surface());
    json.startArray("beams");
    for (BeamShare beam : region.beams()) {
      json.startObject().text("name", beam.name()).number("doseGy", beam.doseGy()).endObject();
    }
    json.endArray();
  }

  private void place(@Nullable DosePlace place) {
    if (place == null) {
      json.none("extreme").none("beyond");
      return;
    }
    json.startObject("extreme").number("doseGy", place.extremeGy());
    point("at", place.extreme());
    json.endObject();
    DosePlace.Beyond beyond = place.beyond();
    if (beyond == null) {
      json.none("beyond");
      return;
    }
    json.startObject("beyond");
    point("centroid", beyond.centroid());
    json.number("lowestMm", beyond.lowestMm())
        .number("highestMm", beyond.highestMm())
        .integer("slices", beyond.slices())
        .endObject();
  }

  private void fields(FieldPlace fields) {
    json.text("kind", "FIELDS")
        .text("phase", plan.phases().get(fields.phase()).label())
        .text("structure", fields.structure())
        .startArray("moments");
    for (Shot shot : fields.shots()) {
      json.startObject()
          .integer("beam", shot.beam())
          .text("name", shot.name())
          .integer("controlPoint", shot.controlPoint());
      number("gantryDeg", shot.gantryDeg());
      json.text("text", shot.words()).endObject();
    }
    json.endArray();
  }

  private void distance(String name, @Nullable Distance distance) {
    if (distance == null) {
      json.none(name);
      return;
    }
    json.startObject(name)
        .text("structure", distance.structure())
        .number("mm", distance.mm())
        .endObject();
  }

  private void number(String name, @Nullable Double value) {
    if (value == null) {
      json.none(name);
    } else {
      json.number(name, value);
    }
  }

  /** As an array of x, y and z in mm. */
  private void point(String name, @Nullable PatientPoint point) {
    if (point == null) {
      json.none(name);
      return;
    }
    json.startArray(name).number(point.xMm()).number(point.yMm()).number(point.zMm()).endArray();
  }
}
