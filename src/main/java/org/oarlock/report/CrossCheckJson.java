package org.oarlock.report;

import org.jspecify.annotations.Nullable;
import org.oarlock.check.CrossCheck;
import org.oarlock.dvh.DvhComparison;
import org.oarlock.dvh.DvhComparison.Figure;
import org.oarlock.dvh.DvhComparison.Gap;
import org.oarlock.dvh.DvhComparison.Reason;
import org.oarlock.dvh.DvhComparison.StatedMean;

/** The key {@code planningSystemDvhs}, the same wherever histograms are compared. */
final class CrossCheckJson {
  private final JsonOutput json;

  CrossCheckJson(JsonOutput json) {
    this.json = json;
  }

  void write(CrossCheck check) {
    json.startArray("planningSystemDvhs");
    check.compared().forEach(this::compared);
    check.notCompared().forEach(this::notCompared);
    json.endArray();
  }

  private void compared(CrossCheck.Compared compared) {
    DvhComparison comparison = compared.comparison();
    json.startObject()
        .text("structure", compared.structure())
        .text("dose", compared.dose())
        .text("file", compared.file())
        .flag("agrees", comparison.agrees())
        .none("notCompared");
    json.startArray("figures");
    comparison.figures().forEach(this::figure);
    json.endArray();
    gap(comparison.gap());
    statedMean(comparison.statedMean());
    json.startArray("reasons");
    for (Reason reason : comparison.causes()) {
      json.startObject();
      reason(reason);
      json.endObject();
    }
    json.endArray().endObject();
  }

  private void notCompared(CrossCheck.NotCompared other) {
    json.startObject()
        .text("structure", other.structure())
        .none("dose")
        .text("file", other.file())
        .none("agrees")
        .text("notCompared", other.reason());
    json.startArray("figures").endArray().none("curve").none("statedMean");
    json.startArray("reasons").endArray().endObject();
  }

  private void figure(Figure figure) {
    json.startObject()
        .text("name", figure.name())
        .text("unit", figure.unit().symbol())
        .number("planningSystem", figure.theirs())
        .number("value", figure.ours())
        .number("difference", figure.difference())
        .number("tolerance", figure.tolerance())
        .flag("agrees", figure.agrees())
        .endObject();
  }

  private void gap(Gap gap) {
    json.startObject("curve")
        .number("doseGy", gap.doseGy())
        .number("planningSystemPercent", gap.theirsPercent())
        .number("percent", gap.oursPercent())
        .number("differencePercent", gap.percent())
        .number("tolerancePercent", 100 * DvhComparison.VOLUME_TOLERANCE)
        .flag("agrees", gap.agrees())
        .endObject();
  }

  private void statedMean(@Nullable StatedMean mean) {
    if (mean == null) {
      json.none("statedMean");
      return;
    }
    json.startObject("statedMean")
        .number("value", mean.value())
        .number("curveGy", mean.curveGy())
        .flag("agrees", mean.agrees());
    if (mean.reason() == null) {
      json.none("cause").none("text");
    } else {
      reason(mean.reason());
    }
    json.endObject();
  }

  private void reason(Reason reason) {
    json.text("cause", reason.cause().name()).text("text", reason.text());
  }
}
