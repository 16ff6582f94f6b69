package org.oarlock.testplans;

import static org.oarlock.testplans.RtObjects.RT_DOSE;
import static org.oarlock.testplans.RtObjects.RT_PLAN;
import static org.oarlock.testplans.RtObjects.RT_STRUCTURE_SET;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.oarlock.geometry.PatientPoint;

/** The DICOM files of a test plan; the RT Plan after PS3.3 section A.20. */
final class RtFiles {
  /** Leaf pairs of 10 mm outside and 5 mm inside, as common collimators of 60 pairs have them. */
  private static final double[] LEAF_BOUNDARIES_MM = leafBoundaries();

  /** Of an arc, between control points. */
  private static final int STRETCHES = 8;

  private final TestPlan plan;
  private final RtObjects objects;

  private RtFiles(TestPlan plan) {
    this.plan = plan;
    objects = new RtObjects(plan.name(), plan.patient());
  }

  /** The files' bytes by their names. */
  static Map<String, byte[]> of(TestPlan plan) {
    return new RtFiles(plan).files();
  }

  private Map<String, byte[]> files() {
    Map<String, byte[]> files = new TreeMap<>();
    List<String> imageNames = new ArrayList<>();
    plan.images().ifPresent(images -> addTo(files, imageNames, images));
    files.put("RS.dcm", objects.file(RT_STRUCTURE_SET, "RS", structureSet(imageNames)));
    for (int i = 0; i < plan.phases().size(); i++) {
      TestPlan.PhasePlan phase = plan.phases().get(i);
      int number = i + 1;
      String rp = "RP" + number;
      String rd = "RD" + number;
      files.put(rp + ".dcm", objects.file(RT_PLAN, rp, plan(phase, rp, 1 + number)));
      files.put(
          rd + ".dcm",
          objects.file(
              RT_DOSE, rd, objects.dose(rd, 10 + number, rp, phase.lattice(), pixels(phase))));
    }
    return files;
  }

  private void addTo(Map<String, byte[]> files, List<String> names, TestPlan.Images images) {
    double[][] hu = new double[images.pixels()][images.pixels()];
    for (int row = 0; row < hu.length; row++) {
      for (int column = 0; column < hu.length; column++) {
        hu[row][column] = images.isWater(column, row) ? 0 : RtObjects.AIR_HU;
      }
    }
    for (double zMm : images.slicesMm()) {
      String name = "CT%02d".formatted(names.size() + 1);
      names.add(name);
      PatientPoint first = new PatientPoint(images.firstMm(), images.firstMm(), zMm);
      DicomItem image =
          objects.image(name, names.size(), images.thicknessMm(), first, images.pixelMm(), hu);
      files.put(name + ".dcm", objects.file(RtObjects.CT, name, image));
    }
  }

  private static RtObjects.Pixels pixels(TestPlan.PhasePlan phase) {
    return RtObjects.Pixels.exact(phase.lattice().sample(phase.dose()::gyAt));
  }

  private DicomItem structureSet(List<String> images) {
    return objects.structureSet(
        plan.structures().stream()
            .map(drawn -> new RtObjects.Contoured(drawn.name(), drawn.type(), contours(drawn)))
            .toList(),
        images);
  }

  private static List<DicomItem> contours(Drawn drawn) {
    String geometricType = drawn.open() ? "OPEN_PLANAR" : "CLOSED_PLANAR";
    List<DicomItem> contours = new ArrayList<>();
    for (Drawn.Stack stack : drawn.stacks()) {
      for (double zMm : stack.slicesMm()) {
        contours.add(RtObjects.contour(geometricType, points(stack.polygon(), zMm)));
      }
    }
    return contours;
  }

  private static double[] points(Polygon polygon, double zMm) {
    double[] points = new double[3 * polygon.size()];
    for (int i = 0; i < polygon.size(); i++) {
      points[3 * i] = polygon.xMm(i);
      points[3 * i + 1] = polygon.yMm(i);
      points[3 * i + 2] = zMm;
    }
    return points;
  }

  /** No value where the plan does not say it. */
  private static int[] planned(TestPlan.PhasePlan phase) {
    return phase.fractions() == 0 ? new int[0] : new int[] {phase.fractions()};
  }

  private DicomItem plan(TestPlan.PhasePlan phase, String name, int seriesNumber) {
    List<DicomItem> beams = new ArrayList<>();
    List<DicomItem> referencedBeams = new ArrayList<>();
    for (int i = 0; i < phase.fields().size(); i++) {
      beams.add(beam(phase, phase.fields().get(i), i + 1));
      referencedBeams.add(new DicomItem().decimals(0x300A0086, 120).integers(0x300C0006, i + 1));
    }
    DicomItem fractions =
        new DicomItem()
            .integers(0x300A0071, 1)
            .integers(0x300A0078, planned(phase))
            .integers(0x300A0080, beams.size())
            .integers(0x300A00A0, 0)
            .items(0x300C0004, referencedBeams);
    DicomItem item =
        objects
            .object(RT_PLAN, "RTPLAN", name, seriesNumber)
            .text(0x300A0002, "SH", phase.label())
            .text(0x300A0006, "DA", RtObjects.DATE)
            .text(0x300A0007, "TM", RtObjects.TIME)
            .text(0x300A000A, "CS", "CURATIVE")
            .text(0x300A000C, "CS", "PATIENT")
            .items(0x300A0070, fractions)
            .items(
                0x300A0180, new DicomItem().text(0x00185100, "CS", "HFS").integers(0x300A0182, 1))
            .items(0x300C0060, objects.reference(RT_STRUCTURE_SET, "RS"))
            .text(0x300E0002, "CS", "UNAPPROVED");
    if (!beams.isEmpty()) {
      item.items(0x300A00B0, beams);
    }
    phase.target().ifPresent(target -> item.items(0x300A0010, prescription(phase, target)));
    return item;
  }

  private DicomItem prescription(TestPlan.PhasePlan phase, String target) {
    return new DicomItem()
        .integers(0x300A0012, 1)
        .text(0x300A0014, "CS", "VOLUME")
        .text(0x300A0016, "LO", target)
        .text(0x300A0020, "CS", "TARGET")
        .decimals(0x300A0026, phase.gy())
        .integers(0x30060084, structureNumber(target));
  }

  private int structureNumber(String name) {
    List<String> names = plan.structures().stream().map(Drawn::name).toList();
    int index = names.indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException("no structure " + name);
    }
    return index + 1;
  }

  private static DicomItem beam(TestPlan.PhasePlan phase, Field field, int number) {
    List<DicomItem> controlPoints = field.isArc() ? arc(phase, field) : stepAndShoot(phase, field);
    return new DicomItem()
        .text(0x300A00B2, "SH", "LINAC")
        .text(0x300A00B3, "CS", "MU")
        .decimals(0x300A00B4, Field.SOURCE_AXIS_MM)
        .items(
            0x300A00B6,
            device("ASYMX", 1),
            device("ASYMY", 1),
            device("MLCX", LEAF_BOUNDARIES_MM.length - 1).decimals(0x300A00BE, LEAF_BOUNDARIES_MM))
        .integers(0x300A00C0, number)
        .text(0x300A00C2, "LO", "B" + number)
        // leaves move only while no dose is given, which the standard calls static (PS3.3 C.8.8.14)
        .text(0x300A00C4, "CS", field.isArc() ? "DYNAMIC" : "STATIC")
        .text(0x300A00C6, "CS", "PHOTON")
        .text(0x300A00CE, "CS", "TREATMENT")
        .integers(0x300A00D0, 0)
        .integers(0x300A00E0, 0)
        .integers(0x300A00ED, 0)
        .integers(0x300A00F0, 0)
        .decimals(0x300A010E, 1)
        .integers(0x300A0110, controlPoints.size())
        .items(0x300A0111, controlPoints)
        .integers(0x300C006A, 1);
  }

  private static DicomItem device(String type, int pairs) {
    return new DicomItem().text(0x300A00B8, "CS", type).integers(0x300A00BC, pairs);
  }

  /**
   * Step and shoot: three apertures, each held between two control points. The first is the whole
   * field, the others leave out a third of it on one side.
   */
  private static List<DicomItem> stepAndShoot(TestPlan.PhasePlan phase, Field field) {
    double w = phase.halfWidthMm();
    double[][] apertures = {{-w, w}, {-w, w / 4}, {-w / 4, w}};
    double[] weights = {0, 0.5, 0.5, 0.75, 0.75, 1};
    List<DicomItem> points = new ArrayList<>();
    for (int i = 0; i < weights.length; i++) {
      double[] aperture = apertures[i / 2];
      DicomItem leaves = position("MLCX", leaves(phase, aperture));
      DicomItem point = new DicomItem().integers(0x300A0112, i).decimals(0x300A0134, weights[i]);
      if (i == 0) {
        first(point, phase, field, leaves);
        point.decimals(0x300A011E, field.gantryDeg()).text(0x300A011F, "CS", "NONE");
      } else if (i % 2 == 0) {
        point.items(0x300A011A, leaves);
      }
      points.add(point);
    }
    return points;
  }

  /** The leaves swing from one side of the field to the other while the gantry turns. */
  private static List<DicomItem> arc(TestPlan.PhasePlan phase, Field field) {
    double w = phase.halfWidthMm();
    double[][] apertures = {{-w, w / 4}, {-w / 4, w}};
    List<DicomItem> points = new ArrayList<>();
    for (int i = 0; i <= STRETCHES; i++) {
      double share = (double) i / STRETCHES;
      boolean last = i == STRETCHES;
      String turns = last ? "NONE" : field.sweepDeg() > 0 ? "CW" : "CC";
      DicomItem leaves = position("MLCX", leaves(phase, apertures[i % 2]));
      DicomItem point =
          new DicomItem()
              .integers(0x300A0112, i)
              .decimals(0x300A0134, share)
              .decimals(0x300A011E, field.gantryAfter(share))
              .text(0x300A011F, "CS", turns);
      if (i == 0) {
        first(point, phase, field, leaves);
      } else {
        point.items(0x300A011A, leaves);
      }
      points.add(point);
    }
    return points;
  }

  /** What only the first control point states, but for the gantry. */
  private static void first(
      DicomItem point, TestPlan.PhasePlan phase, Field field, DicomItem leaves) {
    double w = phase.halfWidthMm();
    DicomItem jawsX = position("ASYMX", -w, w);
    DicomItem jawsY = position("ASYMY", -phase.halfLengthMm(), phase.halfLengthMm());
    point
        .items(0x300A011A, jawsX, jawsY, leaves)
        .decimals(0x300A0114, field.energyMv())
        .decimals(0x300A0120, 0)
        .text(0x300A0121, "CS", "NONE")
        .decimals(0x300A0122, field.couchDeg())
        .text(0x300A0123, "CS", "NONE")
        .decimals(0x300A0125, 0)
        .text(0x300A0126, "CS", "NONE")
        .text(0x300A0128, "DS")
        .text(0x300A0129, "DS")
        .text(0x300A012A, "DS")
        .decimals(
            0x300A012C, phase.isocentre().xMm(), phase.isocentre().yMm(), phase.isocentre().zMm());
  }

  private static DicomItem position(String device, double... positions) {
    return new DicomItem().text(0x300A00B8, "CS", device).decimals(0x300A011C, positions);
  }

  /** Bank 1, then bank 2; leaves that the field does not need are shut in its middle. */
  private static double[] leaves(TestPlan.PhasePlan phase, double[] aperture) {
    int pairs = LEAF_BOUNDARIES_MM.length - 1;
    double[] positions = new double[2 * pairs];
    for (int pair = 0; pair < pairs; pair++) {
      boolean needed =
          LEAF_BOUNDARIES_MM[pair] < phase.halfLengthMm()
              && LEAF_BOUNDARIES_MM[pair + 1] > -phase.halfLengthMm();
      if (needed) {
        positions[pair] = aperture[0];
        positions[pairs + pair] = aperture[1];
      }
    }
    return positions;
  }

  private static double[] leafBoundaries() {
    double[] boundaries = new double[61];
    for (int i = 0; i < boundaries.length; i++) {
      boundaries[i] = i < 10 ? -200 + 10 * i : i <= 50 ? -100 + 5 * (i - 10) : 100 + 10 * (i - 50);
    }
    return boundaries;
  }
}
