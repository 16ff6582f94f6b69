package org.oarlock.testplans;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.oarlock.geometry.PatientPoint;

/**
 * RT Structure Set and RT Dose objects (PS3.3 sections A.19 and A.18) of one synthetic patient, and
 * what they share with an RT Plan.
 *
 * @param set names the set of objects: its patient ID, and all its UIDs follow from it
 * @param patient the synthetic patient's name
 */
record RtObjects(String set, String patient) {
  static final String CT = "1.2.840.10008.5.1.4.1.1.2";
  static final String RT_DOSE = "1.2.840.10008.5.1.4.1.1.481.2";
  static final String RT_STRUCTURE_SET = "1.2.840.10008.5.1.4.1.1.481.3";
  static final String RT_PLAN = "1.2.840.10008.5.1.4.1.1.481.5";
  static final double AIR_HU = -1000;

  /** Detached Study Management, which the structure set still names as the class of a study. */
  private static final String STUDY = "1.2.840.10008.3.1.2.3.1";

  static final String DATE = "20260105";
  static final String TIME = "080000";

  /**
   * A structure with its contours.
   *
   * @param type the RT ROI Interpreted Type
   * @param contours items of the Contour Sequence
   */
  record Contoured(String name, String type, List<DicomItem> contours) {
    Contoured {
      contours = List.copyOf(contours);
    }
  }

  /**
   * Pixel values of a dose.
   *
   * @param bits 16 or 32 for each, unsigned, little endian
   * @param scaling the dose of 1 in Gy
   */
  record Pixels(int bits, double scaling, byte[] bytes) {
    /**
     * Without rounding: the scaling is a power of two that every dose is a multiple of; 16 bits
     * where they are enough.
     *
     * @throws IllegalArgumentException if there is a dose that would have to be rounded
     */
    static Pixels exact(double[] gy) {
      double scaling = 1.0 / 1024;
      boolean small = Arrays.stream(gy).max().orElseThrow() <= 65535 * scaling;
      Pixels pixels = small ? rounded(gy, 16, scaling) : rounded(gy, 32, scaling / 8);
      for (double dose : gy) {
        if (dose / pixels.scaling != Math.rint(dose / pixels.scaling)) {
          throw new IllegalArgumentException(dose + " Gy is no multiple of " + pixels.scaling);
        }
      }
      return pixels;
    }

    /** Rounded to the nearest multiple of the scaling. */
    static Pixels rounded(double[] gy, int bits, double scaling) {
      ByteBuffer bytes =
          ByteBuffer.allocate((gy.length * bits / 8 + 1) / 2 * 2).order(ByteOrder.LITTLE_ENDIAN);
      for (double dose : gy) {
        long value = Math.round(dose / scaling);
        if (value < 0 || value >= 1L << bits) {
          throw new IllegalArgumentException(dose + " Gy does not fit " + bits + " bits");
        }
        if (bits == 16) {
          bytes.putShort((short) value);
        } else {
          bytes.putInt((int) value);
        }
      }
      return new Pixels(bits, scaling, bytes.array());
    }
  }

  /** The UID of one of the objects, or of something that they share. */
  String uid(String what) {
    return DicomFile.uid(set + "/" + what);
  }

  /** The file of an object. */
  byte[] file(String sopClass, String name, DicomItem object) {
    return DicomFile.bytes(sopClass, uid(name), object);
  }

  /** The same of an object that is the only one of its series. */
  DicomItem object(String sopClass, String modality, String name, int seriesNumber) {
    return object(sopClass, modality, name, name, seriesNumber, 1);
  }

  /** Patient, study, series, frame of reference, equipment and SOP common modules. */
  private DicomItem object(
      String sopClass,
      String modality,
      String name,
      String series,
      int seriesNumber,
      int instanceNumber) {
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
        .text(0x00100010, "PN", patient)
        .text(0x00100020, "LO", set)
        .text(0x00100030, "DA")
        .text(0x00100040, "CS", "O")
        .text(0x00181020, "LO", "1")
        .text(0x0020000D, "UI", uid("study"))
        .text(0x0020000E, "UI", uid("series " + series))
        .text(0x00200010, "SH", "1")
        .integers(0x00200011, seriesNumber)
        .integers(0x00200013, instanceNumber)
        .text(0x00200052, "UI", uid("frame of reference"))
        .text(0x00201040, "LO");
  }

  /** An item of a sequence that refers to an object of the set. */
  DicomItem reference(String sopClass, String name) {
    return new DicomItem().text(0x00081150, "UI", sopClass).text(0x00081155, "UI", uid(name));
  }

  /**
   * The structure set, named RS; structures are numbered from 1.
   *
   * @param images the names of the CT images that it was drawn on; may be none
   */
  DicomItem structureSet(List<Contoured> drawn, List<String> images) {
    List<DicomItem> structures = new ArrayList<>();
    List<DicomItem> contours = new ArrayList<>();
    List<DicomItem> observations = new ArrayList<>();
    for (int number = 1; number <= drawn.size(); number++) {
      Contoured structure = drawn.get(number - 1);
      structures.add(
          new DicomItem()
              .integers(0x30060022, number)
              .text(0x30060024, "UI", uid("frame of reference"))
              .text(0x30060026, "LO", structure.name())
              .text(0x30060036, "CS", "MANUAL"));
      contours.add(
          new DicomItem()
              .integers(0x3006002A, 37 * number % 256, 91 * number % 256, 151 * number % 256)
              .items(0x30060040, structure.contours())
              .integers(0x30060084, number));
      observations.add(
          new DicomItem()
              .integers(0x30060082, number)
              .integers(0x30060084, number)
              .text(0x300600A4, "CS", structure.type())
              .text(0x300600A6, "PN"));
    }
    return object(RT_STRUCTURE_SET, "RTSTRUCT", "RS", 1)
        .text(0x30060002, "SH", "TEST")
        .text(0x30060008, "DA", DATE)
        .text(0x30060009, "TM", TIME)
        .items(0x30060010, frameOfReference(images))
        .items(0x30060020, structures)
        .items(0x30060039, contours)
        .items(0x30060080, observations)
        .text(0x300E0002, "CS", "UNAPPROVED");
  }

  /** A closed contour through points given as x, y, z, x, y, z, …. */
  static DicomItem contour(double[] xyzMm) {
    return contour("CLOSED_PLANAR", xyzMm);
  }

  /** A contour of a geometric type through points given as x, y, z, x, y, z, …. */
  static DicomItem contour(String geometricType, double[] xyzMm) {
    return new DicomItem()
        .text(0x30060042, "CS", geometricType)
        .integers(0x30060046, xyzMm.length / 3)
        .decimals(0x30060050, xyzMm);
  }

  private DicomItem frameOfReference(List<String> images) {
    DicomItem frame = new DicomItem().text(0x00200052, "UI", uid("frame of reference"));
    if (images.isEmpty()) {
      return frame;
    }
    DicomItem series =
        new DicomItem()
            .text(0x0020000E, "UI", uid("series CT"))
            .items(0x30060016, images.stream().map(image -> reference(CT, image)).toList());
    DicomItem study =
        new DicomItem()
            .text(0x00081150, "UI", STUDY)
            .text(0x00081155, "UI", uid("study"))
            .items(0x30060014, series);
    return frame.items(0x30060012, study);
  }

  /**
   * A CT image (PS3.3 section A.3), 16 bits, all in one series.
   *
   * @param number of the image in its series
   * @param thicknessMm of the slice
   * @param first the centre of the first pixel
   * @param pixelMm the distance of pixels
   * @param hu the pixels, {@code [row][column]}, in Hounsfield units
   */
  DicomItem image(
      String name,
      int number,
      double thicknessMm,
      PatientPoint first,
      double pixelMm,
      double[][] hu) {
    ByteBuffer pixels =
        ByteBuffer.allocate(2 * hu.length * hu[0].length).order(ByteOrder.LITTLE_ENDIAN);
    for (double[] row : hu) {
      for (double value : row) {
        pixels.putShort((short) (value - AIR_HU));
      }
    }
    return object(CT, "CT", name, "CT", 20, number)
        .text(0x00080008, "CS", "ORIGINAL", "PRIMARY", "AXIAL")
        .decimals(0x00180050, thicknessMm)
        .decimals(0x00180060, 120)
        .text(0x00185100, "CS", "HFS")
        .integers(0x00200012, 1)
        .decimals(0x00200032, first.xMm(), first.yMm(), first.zMm())
        .decimals(0x00200037, 1, 0, 0, 0, 1, 0)
        .unsignedShorts(0x00280002, 1)
        .text(0x00280004, "CS", "MONOCHROME2")
        .unsignedShorts(0x00280010, hu.length)
        .unsignedShorts(0x00280011, hu[0].length)
        .decimals(0x00280030, pixelMm, pixelMm)
        .unsignedShorts(0x00280100, 16)
        .unsignedShorts(0x00280101, 16)
        .unsignedShorts(0x00280102, 15)
        .unsignedShorts(0x00280103, 0)
        .decimals(0x00281052, AIR_HU)
        .decimals(0x00281053, 1)
        .bulk(0x7FE00010, "OW", pixels.array());
  }

  /** A dose of the whole of a plan. */
  DicomItem dose(String name, int seriesNumber, String planName, Lattice lattice, Pixels pixels) {
    double[] offsets = new double[lattice.z().size()];
    Arrays.setAll(offsets, k -> k * lattice.z().stepMm());
    return object(RT_DOSE, "RTDOSE", name, seriesNumber)
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
        .items(0x300C0002, reference(RT_PLAN, planName))
        .bulk(0x7FE00010, "OW", pixels.bytes());
  }
}
