package org.oarlock.geometry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * From the contours of a file to planes of figures: contours of one plane brought together, exact
 * duplicates dropped, gaps between the parts of a structure told from the gaps between its slices.
 * Everything that was repaired or assumed is said in words.
 */
final class ContourStack {
  /** Planes nearer than this share of the usual spacing are one plane drawn with jitter. */
  private static final double JITTER_SHARE = 0.1;

  /** … and never farther apart than this. */
  private static final double JITTER_MAX_MM = 0.1;

  /** Up to two missing slices are bridged where the figures on both sides overlap. */
  private static final double BRIDGED_SPACINGS = 3.2;

  /** A gap from here on is not bridged where the figures on both sides do not overlap. */
  private static final double UNUSUAL_SPACINGS = 1.6;

  /** Contours that leave their plane by more are said to be flattened. */
  private static final double FLAT_MM = 0.05;

  /** Contours of less area are a line or a point. */
  private static final double NO_AREA_MM2 = 1e-6;

  /** No patient reaches farther than 10 km. */
  private static final double FARTHEST_MM = 1e7;

  /** No scan has more slices; what is drawn on more would take hours. */
  private static final int MAX_PLANES = 10_000;

  /** Noise, not anatomy, has more outlines on one slice. */
  private static final int MAX_OUTLINES = 20_000;

  /** More orientations of planes are not counted. */
  private static final int MAX_FRAMES = 20;

  /** Crossing loops are worth telling from this share of the area on. */
  private static final double CROSSING_SHARE = 1e-3;

  private final Set<String> remarks = new LinkedHashSet<>();
  private final double fallbackThicknessMm;
  private final Convention convention;
  private double[] planesMm = new double[0];

  private ContourStack(double fallbackThicknessMm, Convention convention) {
    this.fallbackThicknessMm = fallbackThicknessMm;
    this.convention = convention;
  }

  /** The rings of a plane, those that were drawn twice once. */
  private record Slice(double offsetMm, List<double[]> rings, boolean hadDuplicates) {}

  /** A plane with its figure. */
  record Plane(double offsetMm, PlanarShape shape) {}

  /** A contour brought into the planes of its stack, and how far it left its own. */
  @SuppressWarnings("ArrayRecordComponent")
  private record FlatContour(double offsetMm, double[] uv, double straysMm) {}

  static Solid solid(
      List<PlanarContour> contours, double fallbackThicknessMm, Convention convention) {
    ContourStack stack = new ContourStack(fallbackThicknessMm, convention);
    try {
      Map<Convention, Region> regions = stack.build(contours);
      return new Solid(convention, regions, List.copyOf(stack.remarks), stack.planesMm);
    } catch (EvenOddSweep.TooComplexException e) {
      return new Solid(
          convention, stack.nothing(), List.of(String.valueOf(e.getMessage())), new double[0]);
    }
  }

  private Map<Convention, Region> nothing() {
    return Solid.everywhere(Region.of(PlaneFrame.AXIAL, List.of()), convention);
  }

  private Map<Convention, Region> build(List<PlanarContour> contours) {
    if (contours.parallelStream().anyMatch(ContourStack::isAbsurd)) {
      remarks.add("it has coordinates beyond 10 km, so it has no volume here");
      return nothing();
    }
    Map<PlaneFrame, List<PlanarContour>> byFrame = byFrame(contours);
    if (byFrame.isEmpty()) {
      return nothing();
    }
    if (byFrame.size() > 1) {
      remarks.add(
          "its contours lie in planes of %s different orientations, so it has no volume here"
              .formatted(byFrame.size() > MAX_FRAMES ? "many" : String.valueOf(byFrame.size())));
      return nothing();
    }
    Map.Entry<PlaneFrame, List<PlanarContour>> only = byFrame.entrySet().iterator().next();
    List<Plane> planes = planes(flatten(only.getKey(), only.getValue()));
    if (planes.size() > MAX_PLANES) {
      remarks.add(
          "it lies on %s slices, more than %s, so it has no volume here"
              .formatted(String.valueOf(planes.size()), String.valueOf(MAX_PLANES)));
      return nothing();
    }
    int most = planes.stream().mapToInt(plane -> plane.shape().rings().size()).max().orElse(0);
    if (most > MAX_OUTLINES) {
      remarks.add(
          "one of its slices has %s outlines, more than %s, so it has no volume here"
              .formatted(String.valueOf(most), String.valueOf(MAX_OUTLINES)));
      return nothing();
    }
    planesMm = planes.stream().mapToDouble(Plane::offsetMm).toArray();
    return regions(only.getKey(), planes);
  }

  /** A contour with its Newell vector: normal to it, twice its area long. */
  private record Oriented(PlanarContour contour, PatientPoint normal) {
    double length() {
      return normal.length();
    }
  }

  /**
   * The contours by the orientation of their planes. The largest contours decide which orientations
   * there are: the normal of a small one may be anything, since its points stray from their plane.
   */
  private Map<PlaneFrame, List<PlanarContour>> byFrame(List<PlanarContour> contours) {
    List<Oriented> oriented = new ArrayList<>();
    for (Oriented one :
        Concurrently.map(contours, contour -> new Oriented(contour, newellNormal(contour)))) {
      if (one.length() > 2 * NO_AREA_MM2) {
        oriented.add(one);
      }
    }
    if (oriented.size() < contours.size()) {
      remarks.add(
          (contours.size() - oriented.size()) + " contour(s) enclose no area and were left out");
    }
    oriented.sort(Comparator.comparingDouble(Oriented::length).reversed());
    Map<PlaneFrame, List<PlanarContour>> groups = new LinkedHashMap<>();
    for (Oriented one : oriented) {
      if (groups.size() > MAX_FRAMES) {
        break; // two are too many already
      }
      PlaneFrame frame = PlaneFrame.ofNormal(one.normal().times(1 / one.length()));
      PlaneFrame group =
          groups.keySet().stream()
              .filter(g -> isParallel(g, frame) || isFlat(one.contour(), g))
              .findFirst()
              .orElse(frame);
      groups.computeIfAbsent(group, g -> new ArrayList<>()).add(one.contour());
    }
    return groups;
  }

  private static boolean isParallel(PlaneFrame a, PlaneFrame b) {
    return a.normal().cross(b.normal()).length() < 2 * PlaneFrame.SAME_ORIENTATION_RAD;
  }

  private static boolean isFlat(PlanarContour contour, PlaneFrame frame) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < contour.size(); i++) {
      PatientPoint p = new PatientPoint(contour.xMm(i), contour.yMm(i), contour.zMm(i));
      double w = p.dot(frame.normal());
      low = Math.min(low, w);
      high = Math.max(high, w);
    }
    return high - low <= FLAT_MM;
  }

  private static boolean isAbsurd(PlanarContour contour) {
    for (int i = 0; i < contour.size(); i++) {
      if (!(Math.abs(contour.xMm(i)) <= FARTHEST_MM
          && Math.abs(contour.yMm(i)) <= FARTHEST_MM
          && Math.abs(contour.zMm(i)) <= FARTHEST_MM)) {
        return true;
      }
    }
    return false;
  }

  /** Newell's vector: normal to the contour, twice its area long. */
  private static PatientPoint newellNormal(PlanarContour c) {
    double nx = 0;
    double ny = 0;
    double nz = 0;
    double x0 = c.xMm(0);
    double y0 = c.yMm(0);
    double z0 = c.zMm(0);
    int n = c.size();
    for (int i = 1; i + 1 < n; i++) {
      double ax = c.xMm(i) - x0;
      double ay = c.yMm(i) - y0;
      double az = c.zMm(i) - z0;
      double bx = c.xMm(i + 1) - x0;
      double by = c.yMm(i + 1) - y0;
      double bz = c.zMm(i + 1) - z0;
      nx += ay * bz - az * by;
      ny += az * bx - ax * bz;
      nz += ax * by - ay * bx;
    }
    return new PatientPoint(nx, ny, nz);
  }

  private List<FlatContour> flatten(PlaneFrame frame, List<PlanarContour> contours) {
    List<FlatContour> flat = Concurrently.map(contours, contour -> flat(frame, contour));
    double worst = flat.stream().mapToDouble(FlatContour::straysMm).max().orElse(0);
    if (worst > FLAT_MM) {
      remarks.add(
          String.format(
              Locale.ROOT,
              "contours leave their plane by up to %.2f mm and were flattened",
              worst));
    }
    return flat;
  }

  private static FlatContour flat(PlaneFrame frame, PlanarContour contour) {
    int n = contour.size();
    double[] uv = new double[2 * n];
    double sum = 0;
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      double x = contour.xMm(i);
      double y = contour.yMm(i);
      double z = contour.zMm(i);
      double w;
      if (frame.isAxial()) {
        uv[2 * i] = x;
        uv[2 * i + 1] = y;
        w = z;
      } else {
        PatientPoint p = new PatientPoint(x, y, z);
        uv[2 * i] = p.dot(frame.u());
        uv[2 * i + 1] = p.dot(frame.v());
        w = p.dot(frame.normal());
      }
      sum += w;
      low = Math.min(low, w);
      high = Math.max(high, w);
    }
    return new FlatContour(high == low ? low : sum / n, withoutRepeatedPoints(uv), high - low);
  }

  private static double[] withoutRepeatedPoints(double[] uv) {
    double[] kept = new double[uv.length];
    int n = 0;
    for (int i = 0; i < uv.length; i += 2) {
      if (n == 0 || uv[i] != kept[n - 2] || uv[i + 1] != kept[n - 1]) {
        kept[n++] = uv[i];
        kept[n++] = uv[i + 1];
      }
    }
    if (n > 2 && kept[0] == kept[n - 2] && kept[1] == kept[n - 1]) {
      n -= 2;
    }
    return n == uv.length ? uv : Arrays.copyOf(kept, n);
  }

  private List<Plane> planes(List<FlatContour> contours) {
    double[] offsets = contours.stream().mapToDouble(FlatContour::offsetMm).toArray();
    int[] order = Sorting.indicesByValue(offsets, offsets.length);
    double tolerance = jitterTolerance(Sorting.sorted(offsets));
    List<Slice> slices = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= order.length; i++) {
      if (i == order.length || offsets[order[i]] - offsets[order[i - 1]] > tolerance) {
        slices.add(slice(contours, order, from, i));
        from = i;
      }
    }
    List<PlanarShape> figures =
        Concurrently.map(slices, slice -> PlanarShape.ofRings(slice.rings()));
    List<Plane> planes = new ArrayList<>();
    for (int i = 0; i < slices.size(); i++) {
      Slice slice = slices.get(i);
      remarkOn(slice, figures.get(i));
      planes.add(new Plane(slice.offsetMm(), figures.get(i)));
    }
    return planes;
  }

  /** How far apart two contours may lie and still be of one plane. */
  private double jitterTolerance(double[] sortedOffsets) {
    double[] gaps = gapsBeyond(1e-3, sortedOffsets);
    double usual = gaps.length == 0 ? 0 : Sorting.lowerQuantile(gaps, 0.9);
    double[] wide = gapsBeyond(JITTER_MAX_MM, sortedOffsets);
    if (wide.length > 0) {
      // many contours of jittered planes give more small gaps than planes give wide ones
      double wider = jitter(Sorting.lowerQuantile(wide, 0.5));
      if (isClustered(sortedOffsets, wider)) {
        return Math.max(wider, jitter(fallbackThicknessMm));
      }
    }
    return jitter(Math.max(usual, fallbackThicknessMm));
  }

  private static double jitter(double spacingMm) {
    return Math.max(1e-3, Math.min(JITTER_MAX_MM, JITTER_SHARE * spacingMm));
  }

  private static double[] gapsBeyond(double least, double[] sortedOffsets) {
    double[] gaps = new double[sortedOffsets.length];
    int n = 0;
    for (int i = 1; i < sortedOffsets.length; i++) {
      double gap = sortedOffsets[i] - sortedOffsets[i - 1];
      if (gap > least) {
        gaps[n++] = gap;
      }
    }
    return Sorting.sorted(Arrays.copyOf(gaps, n));
  }

  /** Whether offsets fall into groups no wider than the gaps that hold them together. */
  private static boolean isClustered(double[] sortedOffsets, double tolerance) {
    double start = sortedOffsets[0];
    for (int i = 1; i < sortedOffsets.length; i++) {
      if (sortedOffsets[i] - sortedOffsets[i - 1] > tolerance) {
        start = sortedOffsets[i];
      } else if (sortedOffsets[i] - start > tolerance) {
        return false;
      }
    }
    return true;
  }

  private static Slice slice(List<FlatContour> contours, int[] order, int from, int to) {
    List<double[]> rings = new ArrayList<>();
    Set<List<Double>> seen = new LinkedHashSet<>();
    double sum = 0;
    for (int i = from; i < to; i++) {
      FlatContour contour = contours.get(order[i]);
      sum += contour.offsetMm();
      if (to - from == 1 || seen.add(canonical(contour.uv()))) {
        rings.add(contour.uv());
      }
    }
    double offset = from + 1 == to ? contours.get(order[from]).offsetMm() : sum / (to - from);
    return new Slice(offset, rings, rings.size() < to - from);
  }

  private void remarkOn(Slice slice, PlanarShape figure) {
    if (slice.hadDuplicates()) {
      remarks.add("contours that were drawn twice on one slice were counted once");
    }
    if (figure.crossingsWereResolved()
        && Math.abs(shoelace(slice.rings()) - figure.areaMm2())
            > CROSSING_SHARE * figure.areaMm2()) {
      remarks.add(
          "contours cross each other or themselves; what an odd number surrounds is inside");
    }
  }

  private static double shoelace(List<double[]> rings) {
    double area = 0;
    for (double[] ring : rings) {
      double twice = 0;
      int n = ring.length;
      for (int i = 0; i < n; i += 2) {
        int j = (i + 2) % n;
        twice += ring[i] * ring[j + 1] - ring[j] * ring[i + 1];
      }
      area += Math.abs(twice) / 2;
    }
    return area;
  }

  /** The ring from its least point on, in the direction of its lesser neighbour. */
  private static List<Double> canonical(double[] uv) {
    int n = uv.length / 2;
    int start = 0;
    for (int i = 1; i < n; i++) {
      if (compare(uv, i, start) < 0) {
        start = i;
      }
    }
    boolean forward = compare(uv, (start + 1) % n, (start + n - 1) % n) <= 0;
    List<Double> canonical = new ArrayList<>(uv.length);
    for (int i = 0; i < n; i++) {
      int k = (start + (forward ? i : n - i)) % n;
      canonical.add(uv[2 * k] + 0.0); // -0 is 0
      canonical.add(uv[2 * k + 1] + 0.0);
    }
    return canonical;
  }

  private static int compare(double[] uv, int i, int j) {
    int byU = Double.compare(uv[2 * i] + 0.0, uv[2 * j] + 0.0);
    return byU != 0 ? byU : Double.compare(uv[2 * i + 1] + 0.0, uv[2 * j + 1] + 0.0);
  }

  private Map<Convention, Region> regions(PlaneFrame frame, List<Plane> planes) {
    Map<Convention, List<Slab>> slabs = new EnumMap<>(Convention.class);
    Convention.PRISMS.forEach(c -> slabs.put(c, new ArrayList<>()));
    slabs.put(convention, new ArrayList<>());
    double usual = usualSpacing(planes);
    boolean[] bridged = bridged(planes, usual);
    int from = 0;
    for (int i = 1; i <= planes.size(); i++) {
      if (i == planes.size() || !bridged[i - 1]) {
        addGroup(planes, from, i, usual, slabs);
        from = i;
      }
    }
    Map<Convention, Region> regions = new EnumMap<>(Convention.class);
    slabs.forEach((c, own) -> regions.put(c, Region.of(frame, own)));
    return regions;
  }

  /** The spacing between slices: the structure's own median, or the other structures' if less. */
  private double usualSpacing(List<Plane> planes) {
    if (planes.size() < 2) {
      return fallbackThicknessMm;
    }
    double[] gaps = new double[planes.size() - 1];
    for (int i = 0; i < gaps.length; i++) {
      gaps[i] = planes.get(i + 1).offsetMm() - planes.get(i).offsetMm();
    }
    Arrays.sort(gaps);
    double median = Sorting.lowerQuantile(gaps, 0.5);
    return gaps.length < 3 && fallbackThicknessMm > 0
        ? Math.min(median, fallbackThicknessMm)
        : median;
  }

  /** For each gap between neighbouring planes whether the solid goes on through it. */
  private boolean[] bridged(List<Plane> planes, double usual) {
    boolean[] bridged = new boolean[Math.max(0, planes.size() - 1)];
    for (int i = 0; i < bridged.length; i++) {
      double gap = planes.get(i + 1).offsetMm() - planes.get(i).offsetMm();
      double before = i > 0 ? planes.get(i).offsetMm() - planes.get(i - 1).offsetMm() : usual;
      double after =
          i + 2 < planes.size()
              ? planes.get(i + 2).offsetMm() - planes.get(i + 1).offsetMm()
              : usual;
      double local = Math.max(usual, Math.min(before, after));
      if (gap <= UNUSUAL_SPACINGS * local) {
        bridged[i] = true;
        continue;
      }
      boolean overlap = planes.get(i).shape().overlaps(planes.get(i + 1).shape());
      bridged[i] = overlap && gap <= BRIDGED_SPACINGS * local;
      if (bridged[i]) {
        remarks.add(
            String.format(
                Locale.ROOT,
                "no contour between %.1f and %.1f mm, more than the usual %.1f mm; the gap is bridged",
                planes.get(i).offsetMm(),
                planes.get(i + 1).offsetMm(),
                usual));
      } else if (overlap) {
        remarks.add(
            String.format(
                Locale.ROOT,
                "no contour between %.1f and %.1f mm; taken as two separate parts",
                planes.get(i).offsetMm(),
                planes.get(i + 1).offsetMm()));
      }
    }
    return bridged;
  }

  /**
   * The slabs of planes [from, to), which belong together. The halves of the end slabs beyond the
   * end planes are slabs of their own, so that the conventions share all others.
   */
  private void addGroup(
      List<Plane> planes, int from, int to, double usual, Map<Convention, List<Slab>> slabs) {
    List<List<Slab>> between =
        convention == Convention.SHAPE
            ? new ShapeInterpolation(planes.subList(from, to)).slabs()
            : List.of();
    for (int k = from; k < to; k++) {
      int i = k;
      Plane plane = planes.get(i);
      double at = plane.offsetMm();
      double below =
          i > from ? at - planes.get(i - 1).offsetMm() : endGap(planes, from, to, usual, i);
      double above =
          i + 1 < to ? planes.get(i + 1).offsetMm() - at : endGap(planes, from, to, usual, i);
      double coreLower = i == from ? at : at - below / 2;
      double coreUpper = i + 1 == to ? at : at + above / 2;
      Slab core = coreUpper > coreLower ? new Slab(coreLower, coreUpper, plane.shape()) : null;
      slabs.forEach(
          (of, own) -> {
            if (i == from) {
              addSlab(own, at - roomBelow(planes, from, of.capMm(below / 2)), at, plane);
            }
            if (of == Convention.SHAPE) {
              own.addAll(between.get(i - from));
            } else if (core != null) {
              own.add(core);
            }
            if (i + 1 == to) {
              addSlab(own, at, at + roomAbove(planes, to, of.capMm(above / 2)), plane);
            }
          });
    }
    if (to - from == 1 && usual <= 0) {
      remarks.add("it lies on a single slice of unknown thickness, so it has no volume");
    } else if (to - from == 1) {
      remarks.add(
          String.format(
              Locale.ROOT,
              "a part on a single slice was given the usual thickness, %.1f mm",
              usual));
    }
  }

  private static double endGap(List<Plane> planes, int from, int to, double usual, int i) {
    if (to - from == 1) {
      return usual;
    }
    return i == from
        ? planes.get(from + 1).offsetMm() - planes.get(from).offsetMm()
        : planes.get(to - 1).offsetMm() - planes.get(to - 2).offsetMm();
  }

  private static void addSlab(List<Slab> slabs, double lower, double upper, Plane plane) {
    if (upper > lower) {
      slabs.add(new Slab(lower, upper, plane.shape()));
    }
  }

  /** Parts never reach into each other: at most to the middle of the gap between them. */
  private static double roomBelow(List<Plane> planes, int from, double wanted) {
    return from == 0
        ? wanted
        : Math.min(wanted, (planes.get(from).offsetMm() - planes.get(from - 1).offsetMm()) / 2);
  }

  private static double roomAbove(List<Plane> planes, int to, double wanted) {
    return to == planes.size()
        ? wanted
        : Math.min(wanted, (planes.get(to).offsetMm() - planes.get(to - 1).offsetMm()) / 2);
  }
}
