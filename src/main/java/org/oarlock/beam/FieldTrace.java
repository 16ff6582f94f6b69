package org.oarlock.beam;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.oarlock.beam.BeamsThrough.FieldThrough;
import org.oarlock.plan.Beam;
import org.oarlock.quantity.DecimalText;

/**
 * One beam followed through its delivery. Stretches are cut into pieces in which neither the leaves
 * nor the gantry move far. In each piece the aperture is all that is open at any time of it, which
 * is rather too much, against the structure's projection at its start and its end; where a moving
 * structure could have passed through the aperture in between, the piece is cut again.
 */
final class FieldTrace {
  private static final double PIECE_DEG = 2;
  private static final double PIECE_TRAVEL_MM = 5;
  private static final int MOST_TRAVEL_PIECES = 32;

  /** Longer rotations, as in helical delivery, are cut into larger pieces, but not larger ones. */
  private static final double LONG_SWEEP_DEG = 1_440;

  private static final double LONG_PIECE_DEG = 8;

  /** Pieces are not cut again if nothing moves farther from their ends, or they are this short. */
  private static final double SMALLEST_MM = 0.5;

  private static final double SMALLEST_DEG = 0.125;

  /** Nothing is followed nearer to the source than a tenth of its distance. */
  private static final double FARTHEST_SHARE = 0.9;

  /**
   * Of an arc, the area is measured in every so-manieth piece, so that it is not more than this.
   */
  private static final int MOST_AREAS = 16;

  /** As many views are remembered as a piece that is cut again needs. */
  private static final int MOST_VIEWS = 16;

  private final Delivery delivery;
  private final Beam beam;
  private final PatientPosition position;
  private final Prisms structure;
  private final Prisms rough;
  private final Collimation collimation;
  private final Window window;
  private final double pieceDeg;
  private final Map<BeamView, Silhouette> views = new LinkedHashMap<>();
  private final Map<BeamView, Silhouette> wholes = new LinkedHashMap<>();
  private final Sum sum = new Sum();

  FieldTrace(Delivery delivery, PatientPosition position, Prisms structure, Prisms rough) {
    this.delivery = delivery;
    this.beam = delivery.beam();
    this.position = position;
    this.structure = structure;
    this.rough = delivery.isArc() ? rough : structure;
    if (!beam.radiationType().equals("PHOTON")) {
      throw new NoAnswer("only photon beams are followed, whose jaws and leaves shape them");
    }
    if (!(beam.sourceAxisDistanceMm() > 0)) {
      throw new NoAnswer("its source-axis distance is not given");
    }
    collimation = Collimation.of(beam);
    double sweep = delivery.stretches().stream().mapToDouble(s -> Math.abs(s.sweepDeg())).sum();
    pieceDeg = Math.min(LONG_PIECE_DEG, PIECE_DEG * Math.max(1, sweep / LONG_SWEEP_DEG));
    window = window();
  }

  /** All that the beam ever opens, and what can move into it within one piece. */
  private Window window() {
    double[] x = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    double[] y = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    double margin = 0;
    for (Stretch stretch : delivery.stretches()) {
      Opening opening = collimation.opening(stretch, 0, 1, true);
      x[0] = Math.min(x[0], opening.fromX());
      x[1] = Math.max(x[1], opening.toX());
      y[0] = Math.min(y[0], opening.fromY());
      y[1] = Math.max(y[1], opening.toY());
      margin = Math.max(margin, motionMm(stretch, 1.0 / pieces(stretch), opening));
    }
    return new Window(x[0], x[1], y[0], y[1], collimation.boundaries()).grown(margin);
  }

  FieldThrough follow() {
    int all = delivery.stretches().stream().mapToInt(this::pieces).sum();
    int period = delivery.isArc() ? (all + MOST_AREAS - 1) / MOST_AREAS : 1;
    boolean anyOpen = false;
    int piece = 0;
    for (Stretch stretch : delivery.stretches()) {
      int pieces = pieces(stretch);
      double weight = stretch.weight() / pieces;
      for (int i = 0; i < pieces; i++) {
        double from = (double) i / pieces;
        double to = (double) (i + 1) / pieces;
        Opening ever = collimation.opening(stretch, from, to, true);
        anyOpen |= ever.isOpen();
        boolean passes = passes(stretch, from, to, ever);
        sum.add(weight, passes);
        if (piece % period == 0 || (passes && sum.widest == null)) {
          sum.addArea(weight, passes ? areaShare(stretch, from, to) : 0, stretch, from);
        }
        piece++;
      }
    }
    if (!anyOpen) {
      throw new NoAnswer("its jaws and leaves are closed all the time, though it delivers");
    }
    if (sum.through > 0 && !collimation.remarks().isEmpty()) {
      throw new NoAnswer(
          "whether it passes through is not known: without what is missing it would ("
              + String.join("; ", collimation.remarks())
              + ")");
    }
    return new FieldThrough(
        beam.number(),
        Delivery.name(beam),
        beam.meterset(),
        delivery.weighted(),
        sum.share(),
        sum.areaShare(),
        words(),
        widest());
  }

  private @Nullable FieldPoint widest() {
    Stretch widest = sum.widest;
    return widest == null
        ? null
        : FieldPoint.at(
            beam,
            widest.index(),
            sum.widestGantryDeg,
            percent(sum.widestShare) + " % of the projection is open");
  }

  private int pieces(Stretch stretch) {
    double turns = Math.ceil(Math.abs(stretch.sweepDeg()) / pieceDeg - 1e-6);
    double travel = Math.max(collimation.travelMm(stretch), stretch.isocentreTravelMm());
    double moves = Math.ceil(travel / PIECE_TRAVEL_MM);
    return (int) Math.max(1, Math.max(turns, Math.min(MOST_TRAVEL_PIECES, moves)));
  }

  private boolean passes(Stretch stretch, double from, double to, Opening ever) {
    Silhouette start = at(stretch, from);
    Silhouette end = at(stretch, to);
    if (start.hasInside(ever, BeamsThrough.TOLERANCE_MM2)
        || (end != start && end.hasInside(ever, BeamsThrough.TOLERANCE_MM2))) {
      return true;
    }
    double reach = motionMm(stretch, to - from, ever);
    if (start == end
        || reach <= SMALLEST_MM
        || to - from <= shortest(stretch)
        || (!start.comesNear(ever, reach) && !end.comesNear(ever, reach))) {
      return false;
    }
    double middle = 0.5 * (from + to);
    return passes(stretch, from, middle, collimation.opening(stretch, from, middle, true))
        || passes(stretch, middle, to, collimation.opening(stretch, middle, to, true));
  }

  /** The share of a stretch that is not cut again, however far something moves in it. */
  private static double shortest(Stretch stretch) {
    double turns = Math.abs(stretch.sweepDeg()) / SMALLEST_DEG;
    double moves = stretch.isocentreTravelMm() / SMALLEST_MM;
    return 1 / Math.max(1, Math.max(turns, moves));
  }

  /**
   * How far the projection of any point can move in half of a piece, as far as the aperture goes: a
   * point at distance r of the gantry's axis turns by an angle a, and SAD / (SAD - r) magnifies.
   */
  private double motionMm(Stretch stretch, double length, Opening opening) {
    double distance = beam.sourceAxisDistanceMm();
    BeamView view = stretch.view(position, distance, 0);
    double reach =
        Math.min(
            structure.reachFrom(view.isocentre(), view.gantryAxis()), FARTHEST_SHARE * distance);
    double magnification = distance / (distance - reach);
    double angle = Math.toRadians(Math.abs(stretch.sweepDeg()) * length / 2);
    double widest = opening.widestMm();
    double across = reach * magnification * magnification * angle;
    double along = widest * (magnification - 1) * angle;
    double shift = stretch.isocentreTravelMm() * length / 2;
    return Math.hypot(across, along) + shift * (magnification + widest / distance * magnification);
  }

  private double areaShare(Stretch stretch, double from, double to) {
    BeamView view = view(stretch, 0.5 * (from + to));
    Silhouette silhouette = remembered(wholes, view, v -> Silhouette.whole(window, rough, v));
    double all = silhouette.areaMm2();
    Opening opening = collimation.opening(stretch, from, to, false);
    return all > 0 ? silhouette.areaInside(opening) / all : 0;
  }

  private Silhouette at(Stretch stretch, double share) {
    return remembered(
        views, view(stretch, share), view -> Silhouette.within(window, structure, view));
  }

  private BeamView view(Stretch stretch, double share) {
    BeamView view = stretch.view(position, beam.sourceAxisDistanceMm(), share);
    return collimation.isExchanged() ? view.exchanged() : view;
  }

  private static Silhouette remembered(
      Map<BeamView, Silhouette> memory, BeamView view, Function<BeamView, Silhouette> draw) {
    Silhouette known = memory.remove(view);
    Silhouette silhouette = known != null ? known : draw.apply(view);
    memory.put(view, silhouette); // at the end: the one used last
    if (memory.size() > MOST_VIEWS) {
      memory.remove(memory.keySet().iterator().next());
    }
    return silhouette;
  }

  /** What has been found so far. */
  private static final class Sum {
    private double weight;
    private double through;
    private double sampled;
    private double area;
    private @Nullable Stretch widest;
    private double widestShare;
    private double widestGantryDeg;

    void add(double ofWeight, boolean passes) {
      weight += ofWeight;
      through += passes ? ofWeight : 0;
    }

    void addArea(double ofWeight, double share, Stretch stretch, double from) {
      sampled += ofWeight;
      area += ofWeight * share;
      if (share > widestShare) {
        widest = stretch;
        widestShare = share;
        widestGantryDeg = stretch.gantryDeg(from);
      }
    }

    /** The share of the monitor units, exactly 1 if it is all of them. */
    double share() {
      return through == weight ? 1 : through / weight;
    }

    double areaShare() {
      return sampled > 0 ? area / sampled : 0;
    }
  }

  private String words() {
    List<String> words = new ArrayList<>();
    Stretch widest = sum.widest;
    if (sum.through == 0) {
      words.add("never in the open aperture");
    } else {
      words.add(
          "in the open aperture for %s %% of its monitor units (%s %% of the projection on average)"
              .formatted(percent(sum.share()), percent(sum.areaShare())));
    }
    if (widest != null) {
      words.add(
          "most at control point %d, gantry %s: %s %% of the projection"
              .formatted(
                  widest.index(),
                  Fields.degrees(positive(sum.widestGantryDeg)),
                  percent(sum.widestShare)));
    }
    words.addAll(collimation.remarks());
    return Delivery.name(beam) + ": " + String.join("; ", words);
  }

  private static double positive(double angle) {
    double turned = angle % 360;
    return turned < 0 ? turned + 360 : turned;
  }

  private static String percent(double share) {
    return DecimalText.print(100 * share, 1);
  }
}
