package org.oarlock.testplans;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Writes one plan as large as clinics have them, for benchmarks: a body of 300 points on each of
 * 180 slices, twenty and more structures with holes, parts, gaps and thin sheets, and a dose of 200
 * x 150 x 180 nodes in 32 bits, at 2.5 mm. Made of formulas; the same arguments give the same
 * bytes.
 */
public final class ClinicSizedPlan {
  private static final String NAME = "clinic-sized";
  private static final double SLICE_MM = 2.5;
  private static final double FIRST_SLICE_MM = -223.75;
  private static final int SLICES = 180;

  private static final double TARGET_X = 20;
  private static final double TARGET_Y = -10;
  private static final double TARGET_Z = 5;

  private ClinicSizedPlan() {}

  /** A plane outline: x, y, x, y, …. */
  private record Ring(double[] xyMm) {}

  /** A structure: its outlines at a height z, none where it has none. */
  private record Drawing(String name, String type, DoubleFunction<List<Ring>> at) {}

  /** Arguments: the folder, and the spacing of the dose grid in mm if it is not 2.5. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length == 0 || arguments.length > 2) {
      throw new IllegalArgumentException("arguments: FOLDER [DOSE_SPACING_MM]");
    }
    write(Path.of(arguments[0]), arguments.length == 1 ? 2.5 : Double.parseDouble(arguments[1]));
  }

  /** Writes RS.dcm, RD.dcm and RP.dcm. */
  public static void write(Path folder, double spacingMm) throws IOException {
    write(folder, spacingMm, 1);
  }

  /**
   * Writes them with each structure several times over, {@code BODY}, {@code BODY_2} and so on: 8
   * MB each time.
   */
  public static void write(Path folder, double spacingMm, int copies) throws IOException {
    RtObjects objects = new RtObjects(NAME, "OARLOCK^CLINIC");
    Files.createDirectories(folder);
    Files.write(
        folder.resolve("RS.dcm"),
        objects.file(RtObjects.RT_STRUCTURE_SET, "RS", structureSet(objects, copies)));
    Files.write(folder.resolve("RP.dcm"), objects.file(RtObjects.RT_PLAN, "RP", plan(objects)));
    Lattice lattice = lattice(spacingMm);
    RtObjects.Pixels pixels =
        RtObjects.Pixels.rounded(lattice.sample(ClinicSizedPlan::doseGy), 32, 0.000001);
    Files.write(
        folder.resolve("RD.dcm"),
        objects.file(RtObjects.RT_DOSE, "RD", objects.dose("RD", 3, "RP", lattice, pixels)));
  }

  // ---- dose

  private static Lattice lattice(double spacingMm) {
    return new Lattice(axis(250, spacingMm), axis(187.5, spacingMm), axis(225, spacingMm));
  }

  private static Lattice.Axis axis(double endMm, double spacingMm) {
    long nodes = Math.round(2 * endMm / spacingMm);
    double last = (nodes - 1) * spacingMm / 2;
    return new Lattice.Axis(-last, last, spacingMm);
  }

  /** 54 Gy in an ellipsoid with a ripple, a fall-off of a few mm, and a cross of lower dose. */
  private static double doseGy(double x, double y, double z) {
    double u = (x - TARGET_X) / 42;
    double v = (y - TARGET_Y) / 36;
    double w = (z - TARGET_Z) / 47;
    double radius = Math.sqrt(u * u + v * v + w * w);
    double ripple =
        1 + 0.035 * StrictMath.sin(x / 9) * StrictMath.cos(y / 11) * StrictMath.cos(z / 13);
    double target = 54 * rise((1.06 - radius) / 0.055) * ripple;
    double beams = 11 * bell((x - TARGET_X) / 55) + 7 * bell((y - TARGET_Y) / 45);
    return target + beams * rise((75 - Math.abs(z - TARGET_Z)) / 7) + 0.15;
  }

  private static double rise(double t) {
    return 0.5 * (1 + StrictMath.tanh(0.5 * t));
  }

  private static double bell(double t) {
    return StrictMath.exp(-t * t);
  }

  // ---- structures

  private static DicomItem structureSet(RtObjects objects, int copies) {
    List<RtObjects.Contoured> structures = new ArrayList<>();
    for (int copy = 1; copy <= copies; copy++) {
      for (Drawing drawing : drawings()) {
        String name = drawing.name() + (copy == 1 ? "" : "_" + copy);
        structures.add(new RtObjects.Contoured(name, drawing.type(), contours(drawing)));
      }
    }
    return objects.structureSet(structures, List.of());
  }

  private static List<DicomItem> contours(Drawing drawing) {
    List<DicomItem> contours = new ArrayList<>();
    for (int slice = 0; slice < SLICES; slice++) {
      double z = FIRST_SLICE_MM + slice * SLICE_MM;
      for (Ring ring : drawing.at().apply(z)) {
        contours.add(RtObjects.contour(points(ring, z)));
      }
    }
    return contours;
  }

  private static double[] points(Ring ring, double z) {
    int n = ring.xyMm().length / 2;
    double[] points = new double[3 * n];
    for (int i = 0; i < n; i++) {
      points[3 * i] = Math.rint(ring.xyMm()[2 * i] * 1000) / 1000;
      points[3 * i + 1] = Math.rint(ring.xyMm()[2 * i + 1] * 1000) / 1000;
      points[3 * i + 2] = z;
    }
    return points;
  }

  private static List<Drawing> drawings() {
    return List.of(
        new Drawing("BODY", "EXTERNAL", body(0)),
        organ("Skin_05", body(0), body(5)),
        organ("Lung_L", ellipsoid(88, -10, 120, 58, 78, 84, 200)),
        organ("Lung_R", ellipsoid(-88, -10, 120, 58, 78, 84, 200)),
        organ("SpinalCord", tube(-210, 210, 75, 6, 5.5, 32)),
        organ("SpinalCord_PRV05", tube(-210, 210, 75, 11, 10.5, 48)),
        organ("Esophagus", tube(-20, 210, 42, 9, 7, 40)),
        organ("Heart", ellipsoid(28, -32, 70, 46, 40, 42, 120)),
        organ("Liver", ellipsoid(-75, -5, -20, 78, 72, 62, 180)),
        organ("Kidney_L", ellipsoid(66, 45, -75, 27, 23, 52, 80)),
        organ("Kidney_R", ellipsoid(-64, 46, -80, 27, 23, 52, 80)),
        organ("Stomach", ellipsoid(62, -42, -20, 40, 34, 36, 120)),
        organ("Bowel", bowel()),
        organ("Bowel_Keyhole", keyhole()),
        new Drawing("GTV", "GTV", target(20, 18, 22, 90)),
        new Drawing("CTV", "CTV", target(32, 28, 37, 120)),
        new Drawing("PTV", "PTV", target(40, 34, 45, 160)),
        organ("Ring_PTV", target(60, 54, 65, 160), target(45, 39, 50, 160)),
        organ("Ribs", ribs()),
        organ("Lens_L", ellipsoid(40, -80, 211.25, 4, 4, 4.4, 20)),
        organ("BrachialPlex_L", sheet()),
        organ("Gaps", gaps()),
        new Drawing("Couch", "SUPPORT", z -> List.of(box(-262, 262, 150, 200))));
  }

  @SafeVarargs
  private static Drawing organ(String name, DoubleFunction<List<Ring>>... layers) {
    return new Drawing(
        name, "ORGAN", z -> Stream.of(layers).flatMap(at -> at.apply(z).stream()).toList());
  }

  /** A superellipse with a wave on its outline. */
  private static Ring ring(
      double x, double y, double halfWidth, double halfDepth, int points, double power, int waves) {
    double[] xy = new double[2 * points];
    for (int i = 0; i < points; i++) {
      double angle = 2 * Math.PI * i / points;
      double c = StrictMath.cos(angle);
      double s = StrictMath.sin(angle);
      double radius =
          StrictMath.pow(
              StrictMath.pow(Math.abs(c), power) + StrictMath.pow(Math.abs(s), power), -1 / power);
      radius *= waves == 0 ? 1 : 1 + 0.05 * StrictMath.cos(waves * angle + 0.4);
      xy[2 * i] = x + halfWidth * radius * c;
      xy[2 * i + 1] = y + halfDepth * radius * s;
    }
    return new Ring(xy);
  }

  private static Ring box(double left, double right, double front, double back) {
    return new Ring(new double[] {left, front, right, front, right, back, left, back});
  }

  private static DoubleFunction<List<Ring>> body(double insetMm) {
    return z -> {
      double waist = 1 - 0.12 * (z / 225) * (z / 225);
      return Math.abs(z) < 220
          ? List.of(ring(0, 0, 190 * waist - insetMm, 115 * waist - insetMm, 300, 2.6, 0))
          : List.of();
    };
  }

  private static DoubleFunction<List<Ring>> ellipsoid(
      double x, double y, double centreZ, double a, double b, double c, int points) {
    return z -> {
      double u = (z - centreZ) / c;
      double scale = Math.sqrt(Math.max(0, 1 - u * u));
      return scale == 0 ? List.of() : List.of(ring(x, y, a * scale, b * scale, points, 2.2, 3));
    };
  }

  private static DoubleFunction<List<Ring>> target(double a, double b, double c, int points) {
    return ellipsoid(TARGET_X, TARGET_Y, TARGET_Z, a, b, c, points);
  }

  private static DoubleFunction<List<Ring>> between(
      double from, double to, DoubleFunction<List<Ring>> at) {
    return z -> z >= from && z <= to ? at.apply(z) : List.of();
  }

  /** A tube that winds along z. */
  private static DoubleFunction<List<Ring>> tube(
      double from, double to, double y, double a, double b, int points) {
    return between(from, to, z -> List.of(ring(5 * StrictMath.sin(z / 60), y, a, b, points, 2, 0)));
  }

  /** Three loops with two holes each, drawn as contours inside contours. */
  private static DoubleFunction<List<Ring>> bowel() {
    double[][] loops = {{-70, -45, 48, 34}, {55, -50, 52, 30}, {0, 10, 60, 26}};
    return between(
        -205,
        -60,
        z -> {
          List<Ring> rings = new ArrayList<>();
          for (double[] loop : loops) {
            double x = loop[0] + 6 * StrictMath.sin(z / 23 + loop[1]);
            double a = loop[2];
            double b = loop[3];
            rings.add(ring(x, loop[1], a, b, 250, 2.2, 5));
            rings.add(ring(x - 0.35 * a, loop[1], 0.3 * a, 0.45 * b, 80, 2, 0));
            rings.add(ring(x + 0.35 * a, loop[1], 0.25 * a, 0.4 * b, 80, 2, 0));
          }
          return rings;
        });
  }

  /** A hole that a channel of no width joins to the outside: one contour. */
  private static DoubleFunction<List<Ring>> keyhole() {
    double[] outer = ring(75, 20, 30, 24, 120, 2, 0).xyMm();
    double[] inner = ring(75, 20, 14, 10, 60, 2, 0).xyMm();
    DoubleStream.Builder xy = DoubleStream.builder();
    DoubleStream.of(outer).forEach(xy);
    xy.add(outer[0]).add(outer[1]).add(inner[0]).add(inner[1]);
    for (int i = inner.length - 2; i >= 0; i -= 2) {
      xy.add(inner[i]).add(inner[i + 1]);
    }
    Ring ring = new Ring(xy.build().toArray());
    return between(-120, -40, z -> List.of(ring));
  }

  private static DoubleFunction<List<Ring>> ribs() {
    return between(
        30,
        200,
        z -> {
          List<Ring> rings = new ArrayList<>();
          for (int i = 0; i < 14; i++) {
            double angle = 2 * Math.PI * (i + 0.5) / 14 + 0.15 * StrictMath.sin(z / 12);
            double x = 168 * StrictMath.cos(angle);
            double y = 98 * StrictMath.sin(angle);
            rings.add(ring(x, y, 6.5, 4, 24, 2, 0));
          }
          return rings;
        });
  }

  /** An oblique sheet, 3 mm thick. */
  private static DoubleFunction<List<Ring>> sheet() {
    return between(
        170,
        205,
        z -> {
          double x = 60 + 0.3 * (z - 190);
          double alongX = 20 * StrictMath.cos(0.6);
          double alongY = 20 * StrictMath.sin(0.6);
          double acrossX = -1.5 * StrictMath.sin(0.6);
          double acrossY = 1.5 * StrictMath.cos(0.6);
          return List.of(
              new Ring(
                  new double[] {
                    x - alongX - acrossX,
                    45 - alongY - acrossY,
                    x + alongX - acrossX,
                    45 + alongY - acrossY,
                    x + alongX + acrossX,
                    45 + alongY + acrossY,
                    x - alongX + acrossX,
                    45 - alongY + acrossY
                  }));
        });
  }

  /** Two parts, 25 mm from each other, drawn on every second slice only. */
  private static DoubleFunction<List<Ring>> gaps() {
    return z -> {
      boolean drawn = z >= -150 && z <= -110 || z >= -85 && z <= -45;
      long slice = Math.round((z - FIRST_SLICE_MM) / SLICE_MM);
      return drawn && slice % 2 == 0 ? List.of(ring(-20, 45, 16, 12, 60, 2, 0)) : List.of();
    };
  }

  // ---- plan

  private static DicomItem plan(RtObjects objects) {
    List<DicomItem> beams = new ArrayList<>();
    List<DicomItem> referenced = new ArrayList<>();
    for (int beam = 1; beam <= 4; beam++) {
      beams.add(beam(beam, 45 + 90 * (beam - 1)));
      referenced.add(new DicomItem().decimals(0x300A0086, 110).integers(0x300C0006, beam));
    }
    DicomItem prescription =
        new DicomItem()
            .integers(0x300A0012, 1)
            .text(0x300A0014, "CS", "SITE")
            .text(0x300A0016, "LO", "PTV")
            .text(0x300A0020, "CS", "TARGET")
            .decimals(0x300A0026, 60);
    DicomItem fractions =
        new DicomItem()
            .integers(0x300A0071, 1)
            .integers(0x300A0078, 30)
            .integers(0x300A0080, beams.size())
            .integers(0x300A00A0, 0)
            .items(0x300C0004, referenced);
    return objects
        .object(RtObjects.RT_PLAN, "RTPLAN", "RP", 2)
        .text(0x300A0002, "SH", "CLINIC60")
        .text(0x300A0006, "DA", RtObjects.DATE)
        .text(0x300A0007, "TM", RtObjects.TIME)
        .text(0x300A000C, "CS", "PATIENT")
        .items(0x300A0010, prescription)
        .items(0x300A0070, fractions)
        .items(0x300A00B0, beams)
        .items(0x300A0180, new DicomItem().text(0x00185100, "CS", "HFS").integers(0x300A0182, 1))
        .items(0x300C0060, objects.reference(RtObjects.RT_STRUCTURE_SET, "RS"))
        .text(0x300E0002, "CS", "UNAPPROVED");
  }

  private static DicomItem beam(int number, double gantryDeg) {
    DicomItem device = new DicomItem().text(0x300A00B8, "CS", "X").integers(0x300A00BC, 1);
    DicomItem jaws = new DicomItem().text(0x300A00B8, "CS", "X").decimals(0x300A011C, -60, 60);
    DicomItem start =
        new DicomItem()
            .integers(0x300A0112, 0)
            .decimals(0x300A0114, 6)
            .items(0x300A011A, jaws)
            .decimals(0x300A011E, gantryDeg)
            .text(0x300A011F, "CS", "NONE")
            .decimals(0x300A0120, 0)
            .text(0x300A0121, "CS", "NONE")
            .decimals(0x300A0122, 0)
            .text(0x300A0123, "CS", "NONE")
            .decimals(0x300A0125, 0)
            .text(0x300A0126, "CS", "NONE")
            .text(0x300A0128, "DS")
            .text(0x300A0129, "DS")
            .text(0x300A012A, "DS")
            .decimals(0x300A012C, TARGET_X, TARGET_Y, TARGET_Z)
            .decimals(0x300A0134, 0);
    DicomItem end = new DicomItem().integers(0x300A0112, 1).decimals(0x300A0134, 1);
    return new DicomItem()
        .text(0x300A00B2, "SH", "LINAC")
        .text(0x300A00B3, "CS", "MU")
        .decimals(0x300A00B4, Field.SOURCE_AXIS_MM)
        .items(0x300A00B6, device)
        .integers(0x300A00C0, number)
        .text(0x300A00C2, "LO", "B" + number)
        .text(0x300A00C4, "CS", "STATIC")
        .text(0x300A00C6, "CS", "PHOTON")
        .text(0x300A00CE, "CS", "TREATMENT")
        .integers(0x300A00D0, 0)
        .integers(0x300A00E0, 0)
        .integers(0x300A00ED, 0)
        .integers(0x300A00F0, 0)
        .decimals(0x300A010E, 1)
        .integers(0x300A0110, 2)
        .items(0x300A0111, start, end)
        .integers(0x300C006A, 1);
  }
}
