package org.oarlock.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
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
import org.oarlock.check.GoalResult;
import org.oarlock.check.Judgement;
import org.oarlock.check.PlanResult;
import org.oarlock.dvh.DosePlace;
import org.oarlock.geometry.PatientPoint;
import org.oarlock.geometry.Solid;
import org.oarlock.metric.Interval;
import org.oarlock.metric.MetricValue;
import org.oarlock.plan.Plan;
import org.oarlock.quantity.Unit;

/**
 * Explanations in words, the same in every report. Texts are as they were read: whoever writes them
 * makes them safe for the format.
 */
final class ExplanationText {
  /** What coordinates mean. */
  static final String COORDINATES =
      "Places are in DICOM patient coordinates, in mm: x to the patient's left, y to the back, z to"
          + " the head.";

  /** Of more moments of delivery, or beams, the first are told. */
  private static final int MOST_SHOTS = 5;

  private ExplanationText() {}

  /**
   * One thing that an explanation says.
   *
   * @param name what it is about, a word or two
   * @param text a sentence or part of one
   */
  record Line(String name, String text) {}

  /** The shortest that helps: by how much a goal misses its limit; empty if that is not known. */
  static String brief(Finding finding) {
    if (!(finding.where() instanceof DoseRegion region) || region.excessCm3() == 0) {
      return "";
    }
    List<String> parts = new ArrayList<>();
    parts.add(volumes(region));
    if (!region.ofLimit() && region.passingGy() != null) {
      parts.add("it would just pass with " + passing(region));
    }
    return String.join("; ", parts);
  }

  /** What there is to say about one judgement. */
  static List<Line> of(Judgement judgement, Finding finding, Plan plan) {
    List<Line> lines = new ArrayList<>();
    Margin margin = finding.margin();
    if (margin != null) {
      add(lines, "Margin", margin(margin));
    }
    if (finding.where() instanceof DoseRegion region) {
      region(lines, judgement, margin, region);
    } else if (finding.where() instanceof SharedPart part) {
      part(lines, part);
    } else if (finding.where() instanceof SlicePlace slice) {
      add(
          lines,
          "Slice",
          "%s of %s".formatted(height(slice.solids().get(0), slice.atMm()), names(slice.names())));
    } else if (finding.where() instanceof FieldPlace fields) {
      fields(lines, fields, plan);
    }
    add(lines, "Measured", judgement.detail());
    if (judgement.result() instanceof MetricValue value) {
      add(lines, "Band", band(value));
      add(lines, "Turned by", judgement.borderline() == null ? "" : judgement.borderline());
    }
    return lines;
  }

  /** What a goal rests on as a whole. */
  static List<Line> basis(GoalResult goal, Explanation explanation) {
    List<Line> lines = new ArrayList<>();
    for (PlanResult.MatchedStructure structure : explanation.structures()) {
      add(
          lines,
          "Structure",
          structure.name()
              + (structure.matched().isEmpty() ? "" : " is " + names(structure.matched()))
              + ": "
              + structure.how());
    }
    PlanResult.ResolvedPrescription prescription = explanation.prescription();
    if (prescription != null) {
      add(
          lines,
          "Prescription",
          prescription.name()
              + " is "
              + (prescription.found().isEmpty()
                  ? "not found"
                  : prescription.found() + ": " + prescription.origin()));
    }
    explanation.doses().forEach(dose -> add(lines, "Dose", dose));
    if (goal.isOnEqd2()) {
      add(lines, "Dose", "converted: " + goal.dose());
    }
    boolean silent = // about which beams contribute
        explanation.findings().stream()
            .map(Finding::where)
            .anyMatch(where -> where instanceof DoseRegion r && r.beams().isEmpty());
    add(lines, "Beams", silent ? "the dose is known of all beams together, not of each" : "");
    explanation.advice().forEach(advice -> add(lines, "To judge it", advice));
    return lines;
  }

  private static void add(List<Line> lines, String name, String text) {
    if (!text.isEmpty()) {
      lines.add(new Line(name, text));
    }
  }

  private static String names(List<String> names) {
    return names.stream()
        .map(name -> "'" + TerminalText.name(name) + "'")
        .collect(Collectors.joining(", "));
  }

  // ---- by how much

  private static String margin(Margin margin) {
    String limit = amount(margin.limit(), margin.unit());
    if (margin.margin() == 0) {
      return "exactly at the limit of " + limit;
    }
    boolean isAbove = margin.isUpper() == margin.margin() < 0;
    return "%s %s the limit of %s"
        .formatted(
            amount(Math.abs(margin.margin()), margin.unit()), isAbove ? "above" : "below", limit);
  }

  private static String amount(double value, Unit unit) {
    return Figures.plain(value, unit);
  }

  private static String volumes(DoseRegion region) {
    String gets =
        "%s %s %s"
            .formatted(
                volume(region.volumeCm3()),
                region.below() ? "get less than" : "get at least",
                gy(region.thresholdGy()));
    Double allowed = region.allowedCm3();
    if (allowed == null) {
      return gets;
    }
    String permitted = allowed == 0 ? "none is allowed" : volume(allowed) + " are allowed";
    return region.excessCm3() > 0 && allowed > 0
        ? "%s, %s: %s too much".formatted(gets, permitted, volume(region.excessCm3()))
        : gets + ", " + permitted;
  }

  /** A volume with the decimals that its size asks for. */
  private static String volume(double cm3) {
    int decimals = cm3 >= 1 || cm3 == 0 ? 2 : cm3 >= 0.01 ? 3 : 6;
    return Figures.fixed(cm3, decimals) + " cc";
  }

  private static String gy(double gy) {
    return Figures.fixed(gy, 2) + " Gy";
  }

  private static String passing(DoseRegion region) {
    // rounded so that it passes: fewer cm3 get more dose, and fewer stay below less
    return "%s instead of %s"
        .formatted(
            rounded(
                region.passingGy() == null ? region.thresholdGy() : region.passingGy(),
                Unit.GY,
                region.below() ? RoundingMode.FLOOR : RoundingMode.CEILING),
            gy(region.thresholdGy()));
  }

  private static String rounded(double value, Unit unit, RoundingMode rounding) {
    if (!Double.isFinite(value)) {
      return amount(value, unit);
    }
    BigDecimal exact = BigDecimal.valueOf(value);
    BigDecimal near = exact.setScale(6, RoundingMode.HALF_UP); // 35.00000001 Gy are 35 Gy
    return amount(near.setScale(unit.decimals(), rounding).doubleValue(), unit);
  }

  private static void region(
      List<Line> lines, Judgement judgement, @Nullable Margin margin, DoseRegion region) {
    add(lines, "Volume", volumes(region));
    add(lines, "Just passes", passing(judgement, margin, region));
    DosePlace place = region.place();
    if (place == null) {
      return;
    }
    DosePlace.Beyond beyond = place.beyond();
    if (beyond != null) {
      add(
          lines,
          "Where",
          "%s, centre at %s"
              .formatted(
                  slices(region.solid(), beyond.lowestMm(), beyond.highestMm(), beyond.slices()),
                  point(beyond.centroid())));
    }
    add(
        lines,
        region.below() ? "Coldest" : "Hottest",
        "%s at %s%s%s"
            .formatted(
                gy(place.extremeGy()),
                point(place.extreme()),
                target(region.target()),
                surface(region.surface())));
    add(lines, "Beams there", beams(region.beams()));
  }

  private static String beams(List<BeamShare> beams) {
    String told =
        beams.stream()
            .limit(MOST_SHOTS)
            .map(beam -> beam.name() + " " + gy(beam.doseGy()))
            .collect(Collectors.joining(", "));
    int more = beams.size() - MOST_SHOTS;
    return more > 0
        ? "%s, %d more together %s"
            .formatted(
                told,
                more,
                gy(beams.stream().skip(MOST_SHOTS).mapToDouble(BeamShare::doseGy).sum()))
        : told;
  }

  /** What else would just pass: another dose level, another limit, another volume. */
  private static String passing(Judgement judgement, @Nullable Margin margin, DoseRegion region) {
    List<String> ways = new ArrayList<>();
    if (!region.ofLimit() && region.passingGy() != null) {
      ways.add("with " + passing(region));
    }
    if (margin != null && judgement.result() instanceof MetricValue value) {
      ways.add("with a limit of " + passing(judgement, margin, value));
    }
    Double allowed = region.allowedCm3();
    if (region.ofLimit() && allowed != null && region.excessCm3() > 0) {
      ways.add(
          "if %s instead of %s were allowed"
              .formatted(volume(region.volumeCm3()), volume(allowed)));
    }
    return String.join(", or ", ways);
  }

  private static String passing(Judgement judgement, Margin margin, MetricValue value) {
    boolean isStrict = judgement.limit().startsWith("< ") || judgement.limit().startsWith("> ");
    String limit =
        rounded(
            value.value(),
            value.unit(),
            margin.isUpper() ? RoundingMode.CEILING : RoundingMode.FLOOR);
    boolean isExact =
        limit.equals(rounded(value.value(), value.unit(), RoundingMode.FLOOR))
            && limit.equals(rounded(value.value(), value.unit(), RoundingMode.CEILING));
    return isStrict && isExact ? (margin.isUpper() ? "more than " : "less than ") + limit : limit;
  }

  // ---- where

  private static String point(PatientPoint point) {
    return "(%s, %s, %s)"
        .formatted(
            Figures.fixed(point.xMm(), 1),
            Figures.fixed(point.yMm(), 1),
            Figures.fixed(point.zMm(), 1));
  }

  private static String height(Solid solid, double mm) {
    return (isAxial(solid) ? "at z " : "at offset ") + Figures.fixed(mm, 1) + " mm";
  }

  private static boolean isAxial(Solid solid) {
    return solid.isEmpty() || solid.primary().frame().isAxial();
  }

  private static String slices(Solid solid, double lowest, double highest, int count) {
    String along = isAxial(solid) ? "z" : "offset along the slices' normal";
    if (count == 1) {
      return "on the slice at %s %s mm".formatted(along, Figures.fixed(lowest, 1));
    }
    boolean isDrawn = solid.largestSliceSpacingMm().isPresent(); // else slabs are no slices
    return "%sfrom %s %s to %s mm"
        .formatted(
            isDrawn ? "on %d slices, ".formatted(count) : "",
            along,
            Figures.fixed(lowest, 1),
            Figures.fixed(highest, 1));
  }

  private static String target(@Nullable Distance target) {
    if (target == null) {
      return "";
    }
    String mm = Figures.fixed(Math.abs(target.mm()), 1) + " mm ";
    String name = TerminalText.name(target.structure());
    return ", " + mm + (target.mm() > 0 ? "from " + name : "inside " + name);
  }

  private static String surface(@Nullable Distance surface) {
    if (surface == null) {
      return "";
    }
    String mm = Figures.fixed(Math.abs(surface.mm()), 1) + " mm ";
    String name = TerminalText.name(surface.structure());
    return ", " + mm + (surface.mm() > 0 ? "outside " : "under the surface of ") + name;
  }

  private static void part(List<Line> lines, SharedPart part) {
    PatientPoint centroid = part.centroid();
    String what =
        "%s of '%s' %s '%s'"
            .formatted(
                volume(part.part().volumeCm3()),
                TerminalText.name(part.structure()),
                part.inside() ? "inside" : "outside",
                TerminalText.name(part.other()));
    if (centroid == null) {
      add(lines, "Where", what);
      return;
    }
    double[] planes =
        part.part().primary().slabs().stream()
            .mapToDouble(part.part()::planeMm)
            .distinct()
            .toArray();
    add(
        lines,
        "Where",
        "%s, %s, centre at %s"
            .formatted(
                what,
                slices(part.part(), planes[0], planes[planes.length - 1], planes.length),
                point(centroid)));
  }

  private static void fields(List<Line> lines, FieldPlace fields, Plan plan) {
    String phase =
        plan.phases().size() > 1
            ? " of plan '" + TerminalText.name(plan.phases().get(fields.phase()).label()) + "'"
            : "";
    for (Shot shot : fields.shots().subList(0, Math.min(MOST_SHOTS, fields.shots().size()))) {
      Double gantry = shot.gantryDeg();
      add(
          lines,
          "Field",
          "%s%s, control point %d%s: %s"
              .formatted(
                  shot.name(),
                  phase,
                  shot.controlPoint(),
                  gantry == null ? "" : ", gantry " + Figures.fixed(gantry, 1) + " deg",
                  shot.words()));
    }
    int more = fields.shots().size() - MOST_SHOTS;
    add(lines, "Field", more > 0 ? "and %d more".formatted(more) : "");
  }

  // ---- how the band came about

  private static String band(MetricValue value) {
    List<String> causes = new ArrayList<>();
    Unit unit = value.unit();
    cause(causes, "numerical error", value.sampling(), unit);
    cause(causes, "what the contours leave open", value.conventions(), unit);
    if (!value.isFullyCovered()) {
      causes.add(
          "missing dose %s, since only %s of the structure lies inside the dose grid"
              .formatted(
                  ends(value.missing(), unit), amount(value.coveredPercent(), Unit.PERCENT)));
    }
    if (causes.isEmpty()) {
      return "";
    }
    String conventions =
        value.alternatives().stream()
            .map(other -> other.name() + " " + amount(other.value(), unit))
            .collect(Collectors.joining(", "));
    String by =
        value.alternatives().stream().allMatch(MetricValue.Alternative::isConvention)
            ? "by convention: "
            : "";
    return String.join("; ", causes) + (conventions.isEmpty() ? "" : " (" + by + conventions + ")");
  }

  private static void cause(List<String> causes, String name, Interval ends, Unit unit) {
    if (ends.lower() < ends.upper()) {
      causes.add(name + " " + ends(ends, unit));
    }
  }

  private static String ends(Interval ends, Unit unit) {
    String lower = amount(ends.lower(), unit);
    return Double.isInfinite(ends.upper())
        ? lower + " upwards"
        : lower + " to " + amount(ends.upper(), unit);
  }
}
