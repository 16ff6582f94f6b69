package org.oarlock.testplans;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The DICOM files of a test plan: RT Structure Set, RT Plan, RT Dose (PS3.3 sections A.18 to A.20).
 */
final class RtFiles {
  private static final String RT_DOSE = "1.2.840.10008.5.1.4.1.1.481.2";
  private static final String RT_STRUCTURE_SET = "1.2.840.10008.5.1.4.1.1.481.3";
  private static final String RT_PLAN = "1.2.840.10008.5.1.4.1.1.481.5";
  private static final String DATE = "20260105";
  private static final String TIME = "080000";

  /** Leaf pairs of 10 mm outside and 5 mm inside, as common collimators of 60 pairs have them. */
  private static final double[] LEAF_BOUNDARIES_MM = leafBoundaries();

  private final TestPlan plan;

  private RtFiles(TestPlan plan) {
    this.plan = plan;
  }

  /** The files' bytes by their names. */
  static Map<String, byte[]> of(TestPlan plan) {
    RtFiles files = new RtFiles(plan);
    Map<String, byte[]> bytes = new TreeMap<>();
    bytes.put("RS.dcm", DicomFile.bytes(RT_STRUCTURE_SET, files.uid("RS"), files.structureSet()));
    for (int i = 0; i < plan.phases().size(); i++) {
      TestPlan.PhasePlan phase = plan.phases().get(i);
      String number = String.valueOf(i + 1);
      bytes.put(
          "RP" + number + ".dcm",
          DicomFile.bytes(RT_PLAN, files.uid("RP" + number), files.plan(phase, number)));
      bytes.put(
          "RD" + number + ".dcm",
          DicomFile.bytes(RT_DOSE, files.uid("RD" + number), files.dose(phase, number)));
    }
    return bytes;
  }

  private String uid(String what) {
    return DicomFile.uid(plan.name() + "/" + what);
  }

  /** Patient, study, series, frame of reference, equipment and SOP common modules. */
  private DicomItem object(String sopClass, String modality, String name, int seriesNumber) {
    return new DicomItem()
        .text(0x00080012, "DA", DATE)
        .text(0x00080013, "TM", TIME)
        .text(0x00080016, "UI", sopClass)
        .text(0x00080018, "UI", uid(name))
        .text(0x00080020, "DA", DATE)
        .text(0x00080030, "TM", TIME)
        .text(0x00080050, "SH")
        .text(0x00080060, "CS", modality)
        .text(0x00080070, "LO", "Oarlock")
        .text(0x00080090, "PN")
        .text(0x00081070, "PN")
        .text(0x00081090, "LO", "test plan generator")
        .text(0x00100010, "PN", plan.patient())
        .text(0x00100020, "LO", plan.name())
        .text(0x00100030, "DA")
        .text(0x00100040, "CS", "O")
        .text(0x00181020, "LO", "1")
        .text(0x0020000D, "UI", uid("study"))
        .text(0x0020000E, "UI", uid("series " + name))
        .text(0x00200010, "SH", "1")
        .integers(0x00200011, seriesNumber)
        .text(0x00200052, "UI", uid("frame of reference"))
        .text(0x00201040, "LO");
  }

  private static DicomItem reference(String sopClass, String sopInstance) {
    return new DicomItem().text(0x00081150, "UI", sopClass).text(0x00081155, "UI", sopInstance);
  }

  private DicomItem structureSet() {
    List<DicomItem> structures = new ArrayList<>();
    List<DicomItem> contours = new ArrayList<>();
    List<DicomItem> observations = new ArrayList<>();
    for (int i = 0; i < plan.structures().size(); i++) {
      Drawn drawn = plan.structures().get(i);
      int number = i + 1;
      structures.add(
          new DicomItem()
              .integers(0x30060022, number)
              .text(0x30060024, "UI", uid("frame of reference"))
              .text(0x30060026, "LO", drawn.name())
              .text(0x30060036, "CS", "MANUAL"));
      contours.add(
          new DicomItem()
              .integers(0x3006002A, 37 * number % 256, 91 * number % 256, 151 * number % 256)
              .items(0x30060040, contours(drawn))
              .integers(0x30060084, number));
      observations.add(
          new DicomItem()
              .integers(0x30060082, number)
              .integers(0x30060084, number)
              .text(0x300600A4, "CS", drawn.type())
              .text(0x300600A6, "PN"));
    }
    return object(RT_STRUCTURE_SET, "RTSTRUCT", "RS", 1)
        .integers(0x00200013, 1)
        .text(0x30060002, "SH", "TEST")
        .text(0x30060008, "DA", DATE)
        .text(0x30060009, "TM", TIME)
        .items(0x30060010, new DicomItem().text(0x00200052, "UI", uid("frame of reference")))
        .items(0x30060020, structures)
        .items(0x30060039, contours)
        .items(0x30060080, observations)
        .text(0x300E0002, "CS", "UNAPPROVED");
  }

  private static List<DicomItem> contours(Drawn drawn) {
    List<DicomItem> contours = new ArrayList<>();
    for (Drawn.Stack stack : drawn.stacks()) {
      for (int slice = 0; slice < stack.slices(); slice++) {
        contours.add(contour(stack.polygon(), stack.firstMm() + slice * Drawn.SLICE_MM));
      }
    }
    return contours;
  }

  private static DicomItem contour(Polygon polygon, double zMm) {
    double[] points = new double[3 * polygon.size()];
    for (int i = 0; i < polygon.size(); i++) {
      points[3 * i] = polygon.xMm(i);
      points[3 * i + 1] = polygon.yMm(i);
      points[3 * i + 2] = zMm;
    }
    return new DicomItem()
        .text(0x30060042, "CS", "CLOSED_PLANAR")
        .integers(0x30060046, polygon.size())
        .decimals(0x30060050, points);
  }

  private DicomItem plan(TestPlan.PhasePlan phase, String number) {
    List<DicomItem> beams = new ArrayList<>();
    List<DicomItem> referencedBeams = new ArrayList<>();
    for (int i = 0; i < phase.fields().size(); i++) {
      beams.add(beam(phase, phase.fields().get(i), i + 1));
      referencedBeams.add(new DicomItem().decimals(0x300A0086, 120).integers(0x300C0006, i + 1));
    }
    DicomItem fractions =
        new DicomItem()
            .integers(0x300A0071, 1)
            .integers(0x300A0078, phase.fractions())
            .integers(0x300A0080, beams.size())
            .integers(0x300A00A0, 0)
            .items(0x300C0004, referencedBeams);
    DicomItem item =
        object(RT_PLAN, "RTPLAN", "RP" + number, 1 + Integer.parseInt(number))
            .integers(0x00200013, 1)
            .text(0x300A0002, "SH", phase.label())
            .text(0x300A0006, "DA", DATE)
            .text(0x300A0007, "TM", TIME)
            .text(0x300A000A, "CS", "CURATIVE")
            .text(0x300A000C, "CS", "PATIENT")
            .items(0x300A0070, fractions)
            .items(0x300A00B0, beams)
            .items(
                0x300A0180, new DicomItem().text(0x00185100, "CS", "HFS").integers(0x300A0182, 1))
            .items(0x300C0060, reference(RT_STRUCTURE_SET, uid("RS")))
            .text(0x300E0002, "CS", "UNAPPROVED");
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
    List<DicomItem> controlPoints = controlPoints(phase, field);
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
        .text(0x300A00C4, "CS", "STATIC")
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
  private static List<DicomItem> controlPoints(TestPlan.PhasePlan phase, Field field) {
    double w = phase.halfWidthMm();
    double[][] apertures = {{-w, w}, {-w, w / 4}, {-w / 4, w}};
    double[] weights = {0, 0.5, 0.5, 0.75, 0.75, 1};
    List<DicomItem> points = new ArrayList<>();
    for (int i = 0; i < weights.length; i++) {
      double[] aperture = apertures[i / 2];
      DicomItem leaves = position("MLCX", leaves(phase, aperture));
      DicomItem point = new DicomItem().integers(0x300A0112, i).decimals(0x300A0134, weights[i]);
      if (i == 0) {
        DicomItem jawsX = position("ASYMX", -w, w);
        DicomItem jawsY = position("ASYMY", -phase.halfLengthMm(), phase.halfLengthMm());
        point.items(0x300A011A, jawsX, jawsY, leaves);
        fixed(point, phase, field);
      } else if (i % 2 == 0) {
        point.items(0x300A011A, leaves);
      }
      points.add(point);
    }
    return points;
  }

  private static void fixed(DicomItem point, TestPlan.PhasePlan phase, Field field) {
    point
        .decimals(0x300A0114, field.energyMv())
        .decimals(0x300A011E, field.gantryDeg())
        .text(0x300A011F, "CS", "NONE")
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

  private DicomItem dose(TestPlan.PhasePlan phase, String number) {
    Lattice lattice = phase.lattice();
    double[] offsets = new double[lattice.z().size()];
    Arrays.setAll(offsets, k -> k * lattice.z().stepMm());
    Pixels pixels = Pixels.of(phase);
    return object(RT_DOSE, "RTDOSE", "RD" + number, 10 + Integer.parseInt(number))
        .integers(0x00200013, 1)
        .decimals(0x00180050, lattice.z().stepMm())
        .decimals(0x00200032, lattice.x().firstMm(), lattice.y().firstMm(), lattice.z().firstMm())
        .decimals(0x00200037, 1, 0, 0, 0, 1, 0)
        .unsignedShorts(0x00280002, 1)
        .text(0x00280004, "CS", "MONOCHROME2")
        .integers(0x00280008, lattice.z().size())
        .pointer(0x00280009, 0x3004000C)
        .unsignedShorts(0x00280010, lattice.y().size())
        .unsignedShorts(0x00280011, lattice.x().size())
        .decimals(0x00280030, lattice.y().stepMm(), lattice.x().stepMm())
        .unsignedShorts(0x00280100, pixels.bits())
        .unsignedShorts(0x00280101, pixels.bits())
        .unsignedShorts(0x00280102, pixels.bits() - 1)
        .unsignedShorts(0x00280103, 0)
        .text(0x30040002, "CS", "GY")
        .text(0x30040004, "CS", "PHYSICAL")
        .text(0x3004000A, "CS", "PLAN")
        .decimals(0x3004000C, offsets)
        .decimals(0x3004000E, pixels.scaling())
        .text(0x30040014, "CS", "IMAGE")
        .items(0x300C0002, reference(RT_PLAN, uid("RP" + number)))
        .bulk(0x7FE00010, "OW", pixels.bytes());
  }

  /**
   * The dose at the nodes as pixel values. The scaling is a power of two and every dose a multiple
   * of it, so that the file holds the formula's dose without rounding; 16 bits where they are
   * enough.
   */
  private record Pixels(int bits, double scaling, byte[] bytes) {
    static Pixels of(TestPlan.PhasePlan phase) {
      Lattice lattice = phase.lattice();
      double[] gy = new double[lattice.x().size() * lattice.y().size() * lattice.z().size()];
      int n = 0;
      for (int k = 0; k < lattice.z().size(); k++) {
        for (int j = 0; j < lattice.y().size(); j++) {
          for (int i = 0; i < lattice.x().size(); i++) {
            gy[n++] = phase.dose().gyAt(lattice.x().at(i), lattice.y().at(j), lattice.z().at(k));
          }
        }
      }
      double scaling = 1.0 / 1024;
      boolean small = Arrays.stream(gy).max().orElseThrow() <= 65535 * scaling;
      return small ? of(gy, 16, scaling) : of(gy, 32, scaling / 8);
    }

    private static Pixels of(double[] gy, int bits, double scaling) {
      ByteBuffer bytes = ByteBuffer.allocate(gy.length * bits / 8).order(ByteOrder.LITTLE_ENDIAN);
      for (double dose : gy) {
        double value = dose / scaling;
        if (value < 0 || value != Math.rint(value)) {
          throw new IllegalArgumentException(dose + " Gy is no multiple of " + scaling);
        }
        if (bits == 16) {
          bytes.putShort((short) (int) value);
        } else {
          bytes.putInt((int) value);
        }
      }
      if (bytes.capacity() % 2 == 1) {
        throw new IllegalArgumentException("pixel data of odd length");
      }
      return new Pixels(bits, scaling, bytes.array());
    }
  }
}
