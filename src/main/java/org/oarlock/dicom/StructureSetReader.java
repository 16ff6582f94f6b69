package org.oarlock.dicom;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.oarlock.geometry.PlanarContour;
import org.oarlock.plan.Colour;
import org.oarlock.plan.FileIdentity;
import org.oarlock.plan.Structure;
import org.oarlock.plan.StructureSet;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
import org.oarlock.problem.VisibleText;

/**
 * Reads an RT Structure Set, PS3.3 C.8.8.5, C.8.8.6 and C.8.8.8.
 *
 * <p>A structure with a contour that cannot be trusted is kept without any contours, beside a
 * problem: judged on part of its contours it could pass wrongly, and left out altogether it could
 * make an ambiguous name unambiguous.
 */
final class StructureSetReader {
  /** More coordinates than this are no structure set: 400 MB of memory. */
  static final long MAX_COORDINATES = 50_000_000;

  /** Nobody is contoured farther out than this: 100 m. */
  private static final double MAX_COORDINATE_MM = 1e5;

  /** So many bad contours of one structure are reported. */
  private static final int MAX_REFUSALS = 3;

  private final DataSet data;
  private final FileIdentity source;
  private final List<Problem> problems;
  private long coordinates;
  private byte[] text = new byte[1 << 16];

  StructureSetReader(DicomFile file, FileIdentity source, List<Problem> problems) {
    this.data = file.data();
    this.source = source;
    this.problems = problems;
  }

  /** The frames of reference that the structures are in; those of the set if they say nothing. */
  static List<String> framesOfReference(DataSet data) {
    Set<String> frames = new LinkedHashSet<>();
    for (DataSet roi : data.items(Tag.STRUCTURE_SET_ROI_SEQUENCE)) {
      frames.add(roi.code(Tag.REFERENCED_FRAME_OF_REFERENCE_UID));
    }
    frames.remove("");
    if (frames.isEmpty()) {
      for (DataSet frame : data.items(Tag.REFERENCED_FRAME_OF_REFERENCE_SEQUENCE)) {
        frames.add(frame.code(Tag.FRAME_OF_REFERENCE_UID));
      }
      frames.remove("");
    }
    if (frames.isEmpty() && !data.code(Tag.FRAME_OF_REFERENCE_UID).isEmpty()) {
      frames.add(data.code(Tag.FRAME_OF_REFERENCE_UID));
    }
    return List.copyOf(frames);
  }

  /** The image series that the contours were drawn on. */
  static Set<String> referencedSeries(DataSet data) {
    Set<String> series = new LinkedHashSet<>();
    for (DataSet frame : data.items(Tag.REFERENCED_FRAME_OF_REFERENCE_SEQUENCE)) {
      for (DataSet study : frame.items(Tag.RT_REFERENCED_STUDY_SEQUENCE)) {
        for (DataSet item : study.items(Tag.RT_REFERENCED_SERIES_SEQUENCE)) {
          series.add(item.code(Tag.SERIES_INSTANCE_UID));
        }
      }
    }
    return series;
  }

  /**
   * Reads the file; what is wrong with single structures goes to the problems.
   *
   * @param images the images it was drawn on
   * @throws DicomException if the structure set as a whole cannot be used
   */
  StructureSet read(SliceSpacing images) {
    List<String> frames = framesOfReference(data);
    if (frames.size() > 1) {
      throw new DicomException(
          "structures-frames",
          data.path(Tag.STRUCTURE_SET_ROI_SEQUENCE),
          "its structures are in %d different frames of reference, expected one"
              .formatted(frames.size()),
          "Export the structures of one frame of reference only");
    }
    Map<Integer, List<DataSet>> contours = contoursByNumber();
    requireWhole(contours.size());
    Map<Integer, String> types = types();
    Set<Integer> twice = repeatedNumbers();
    List<Contours> drawn = new ArrayList<>();
    for (DataSet roi : data.items(Tag.STRUCTURE_SET_ROI_SEQUENCE)) {
      int number = roiNumber(roi, Tag.ROI_NUMBER);
      List<DataSet> own = contours.getOrDefault(number, List.of());
      Contours read =
          new Contours(
              number,
              roi.text(Tag.ROI_NAME),
              types.getOrDefault(number, ""),
              own.size() == 1 ? colour(own.get(0)) : null);
      if (twice.contains(number)) {
        read.refuse(roi.path(Tag.ROI_NUMBER), "its number is given to two structures");
      } else if (own.size() > 1) {
        read.refuse(
            data.path(Tag.ROI_CONTOUR_SEQUENCE),
            "%d contour items refer to its number, expected one".formatted(own.size()));
      } else if (own.size() == 1) {
        read.readAll(own.get(0));
      }
      drawn.add(read);
    }
    refuseStrayCorners(drawn);
    List<Structure> structures = drawn.stream().map(Contours::structure).toList();
    reportOrphans(contours.keySet(), structures);
    if (structures.isEmpty()) {
      throw new DicomException(
          "structures-none",
          data.path(Tag.STRUCTURE_SET_ROI_SEQUENCE),
          "it has no structures",
          "Export the structure set again");
    }
    Standing.report(data, "structure set", source.path(), problems);
    String label = data.text(Tag.STRUCTURE_SET_LABEL);
    return new StructureSet(
        source,
        label,
        frames.isEmpty() ? "" : frames.get(0),
        structures,
        images.spacingMm(),
        images.series(),
        images.slices());
  }

  /**
   * A file that was cut off between two elements reads like one that never had what was behind. But
   * of contours and observations there is at least one each, PS3.3 C.8.8.6 and C.8.8.8.
   */
  private void requireWhole(int contoured) {
    int structures = data.items(Tag.STRUCTURE_SET_ROI_SEQUENCE).size();
    if (structures > 0 && contoured == 0) {
      throw new DicomException(
          "contours-none",
          data.path(Tag.ROI_CONTOUR_SEQUENCE),
          "none of its %d structures has contours: perhaps its end is missing"
              .formatted(structures),
          "Export or copy the structure set again");
    }
    if (structures > 0 && data.items(Tag.RT_ROI_OBSERVATIONS_SEQUENCE).isEmpty()) {
      problems.add(
          Problem.warning(
              "structures-type",
              at(data.path(Tag.RT_ROI_OBSERVATIONS_SEQUENCE)),
              "it does not say of what type its structures are: perhaps its end is missing",
              null));
    }
  }

  private static void refuseStrayCorners(List<Contours> drawn) {
    double[] middleMm = StrayCorner.middleMm(drawn.stream().flatMap(Contours::outlines).toList());
    if (middleMm != null) {
      drawn.forEach(read -> read.refuseStrayCorners(middleMm));
    }
  }

  private static int roiNumber(DataSet item, int tag) {
    return item.integer(tag)
        .orElseThrow(
            () ->
                new DicomException(
                    "structures-number", item.path(tag), "a structure has no number"));
  }

  private Map<Integer, List<DataSet>> contoursByNumber() {
    Map<Integer, List<DataSet>> byNumber = new LinkedHashMap<>();
    for (DataSet item : data.items(Tag.ROI_CONTOUR_SEQUENCE)) {
      int number = roiNumber(item, Tag.REFERENCED_ROI_NUMBER);
      byNumber.computeIfAbsent(number, n -> new ArrayList<>()).add(item);
    }
    return byNumber;
  }

  private Map<Integer, String> types() {
    Map<Integer, String> types = new HashMap<>();
    for (DataSet item : data.items(Tag.RT_ROI_OBSERVATIONS_SEQUENCE)) {
      OptionalInt number = item.integer(Tag.REFERENCED_ROI_NUMBER);
      String type = item.code(Tag.RT_ROI_INTERPRETED_TYPE).toUpperCase(Locale.ROOT);
      if (number.isEmpty() || type.isEmpty()) {
        continue;
      }
      String first = types.putIfAbsent(number.getAsInt(), type);
      if (first != null && !first.equals(type)) {
        problems.add(
            Problem.warning(
                "structures-type",
                at(item.path(Tag.RT_ROI_INTERPRETED_TYPE)),
                "structure %d is observed both as %s and as %s; the first is taken"
                    .formatted(number.getAsInt(), VisibleText.of(first), VisibleText.of(type)),
                null));
      }
    }
    return types;
  }

  /** The colour of a structure; null where there is none, or none that could be shown. */
  private static @Nullable Colour colour(DataSet item) {
    try {
      double[] parts = item.decimals(Tag.ROI_DISPLAY_COLOR);
      return parts.length == 3 ? new Colour((int) parts[0], (int) parts[1], (int) parts[2]) : null;
    } catch (DicomException | IllegalArgumentException e) {
      return null; // nothing but a picture hangs on it
    }
  }

  private Set<Integer> repeatedNumbers() {
    Set<Integer> seen = new HashSet<>();
    Set<Integer> twice = new HashSet<>();
    for (DataSet roi : data.items(Tag.STRUCTURE_SET_ROI_SEQUENCE)) {
      int number = roiNumber(roi, Tag.ROI_NUMBER);
      if (!seen.add(number)) {
        twice.add(number);
      }
    }
    return twice;
  }

  private void reportOrphans(Set<Integer> drawn, List<Structure> structures) {
    Set<Integer> orphans = new LinkedHashSet<>(drawn);
    structures.forEach(structure -> orphans.remove(structure.number()));
    for (int number : orphans) {
      problems.add(
          Problem.warning(
              "structures-number",
              at(data.path(Tag.ROI_CONTOUR_SEQUENCE)),
              "contours refer to structure %d, which the set does not have; they are left out"
                  .formatted(number),
              null));
    }
  }

  private SourceLocation at(String path) {
    return SourceLocation.tag(source.path(), path);
  }

  /**
   * A closed contour of a structure.
   *
   * @param item where it stands
   * @param index its place among the contours of the structure
   */
  private record Closed(PlanarContour outline, DataSet item, int index) {}

  /** The contours of one structure while they are read. */
  private final class Contours {
    private final int number;
    private final String name;
    private final String type;
    private final @Nullable Colour colour;
    private final List<Closed> closed = new ArrayList<>();
    private int open;
    private int points;
    private boolean refused;
    private int refusals;

    Contours(int number, String name, String type, @Nullable Colour colour) {
      this.number = number;
      this.name = name;
      this.type = type;
      this.colour = colour;
    }

    Structure structure() {
      return refused
          ? new Structure(number, name, type, List.of(), 0, 0, true, colour)
          : new Structure(number, name, type, outlines().toList(), open, points, false, colour);
    }

    Stream<PlanarContour> outlines() {
      return closed.stream().map(Closed::outline);
    }

    void refuseStrayCorners(double[] middleMm) {
      for (Closed contour : closed) {
        StrayCorner stray = StrayCorner.of(contour.outline, middleMm);
        if (stray != null && refusals < MAX_REFUSALS) {
          refuse(
              contour.item.path(Tag.CONTOUR_DATA),
              nth(contour.index) + ": " + stray.describe(contour.outline));
        }
      }
    }

    void refuse(String path, String reason) {
      refused = true;
      refusals++;
      problems.add(
          Problem.error(
              "structure-contours",
              at(path),
              "%s: %s; none of its contours are used".formatted(who(), reason),
              "Export or draw the structure again"));
    }

    private String who() {
      return "structure %d '%s'".formatted(number, VisibleText.of(name));
    }

    void readAll(DataSet item) {
      List<DataSet> contours;
      try {
        contours = item.items(Tag.CONTOUR_SEQUENCE);
      } catch (DicomException e) {
        refuse(item.path(Tag.CONTOUR_SEQUENCE), String.valueOf(e.getMessage()));
        return;
      }
      for (int i = 0; i < contours.size() && refusals < MAX_REFUSALS; i++) {
        try {
          read(contours.get(i), i);
        } catch (DicomException e) {
          refuse(contours.get(i).path(Tag.CONTOUR_DATA), nth(i) + ": " + e.getMessage());
        }
      }
    }

    private static String nth(int index) {
      return "contour " + (index + 1);
    }

    private void read(DataSet contour, int index) {
      String type = contour.code(Tag.CONTOUR_GEOMETRIC_TYPE);
      double[] xyz = coordinates(contour, index);
      if (xyz.length == 0 && !refused) {
        note(contour, index, "has no points and is ignored");
      }
      if (refused || xyz.length == 0) {
        return;
      }
      switch (type) {
        case "POINT" -> points += xyz.length / 3;
        case "OPEN_PLANAR", "OPEN_NONPLANAR" -> open++;
        // XOR contours and plain ones are both combined even-odd, so they need no telling apart
        case "CLOSED_PLANAR", "CLOSEDPLANAR_XOR", "CLOSED_PLANAR_XOR" -> {
          if (xyz.length < 9) {
            note(contour, index, "has only %d points and is ignored".formatted(xyz.length / 3));
          } else {
            closed.add(new Closed(new PlanarContour(xyz), contour, index));
          }
        }
        default ->
            refuse(
                contour.path(Tag.CONTOUR_GEOMETRIC_TYPE),
                nth(index)
                    + (type.isEmpty()
                        ? " has no geometric type"
                        : " has the unknown geometric type '%s'".formatted(VisibleText.of(type))));
      }
    }

    private void note(DataSet contour, int index, String message) {
      problems.add(
          Problem.note(
              "structure-contours",
              at(contour.path(Tag.CONTOUR_DATA)),
              "%s: %s %s".formatted(who(), nth(index), message)));
    }

    private double[] coordinates(DataSet contour, int index) {
      int before = refusals;
      double[] xyz = decimals(contour, index);
      if (refusals > before) {
        return xyz;
      }
      OptionalInt declared = contour.integer(Tag.NUMBER_OF_CONTOUR_POINTS);
      if (xyz.length % 3 != 0) {
        refuse(
            contour.path(Tag.CONTOUR_DATA),
            "%s has %d coordinates, which is no multiple of 3".formatted(nth(index), xyz.length));
      } else if (declared.isPresent() && declared.getAsInt() != xyz.length / 3) {
        refuse(
            contour.path(Tag.NUMBER_OF_CONTOUR_POINTS),
            "%s declares %d points and has %d"
                .formatted(nth(index), declared.getAsInt(), xyz.length / 3));
      }
      for (int i = 0; i < xyz.length; i++) {
        if (Math.abs(xyz[i]) > MAX_COORDINATE_MM) {
          refuse(
              contour.path(Tag.CONTOUR_DATA),
              "coordinate %d of %s is %s mm".formatted(i + 1, nth(index), xyz[i]));
          break;
        }
      }
      return xyz;
    }

    /** The fast way to the coordinates, which are most of a structure set. */
    private double[] decimals(DataSet contour, int index) {
      ByteBuffer bytes = contour.bytes(Tag.CONTOUR_DATA);
      int length = bytes.limit();
      if (length > text.length) {
        text = new byte[Math.max(length, (int) Math.min(2L * text.length, Integer.MAX_VALUE - 8))];
      }
      bytes.get(0, text, 0, length);
      int count = DecimalStrings.count(text, length);
      coordinates += count;
      if (coordinates > MAX_COORDINATES) {
        throw new DicomException(
            "dicom-limit",
            contour.path(Tag.CONTOUR_DATA),
            "more than " + MAX_COORDINATES + " coordinates in one structure set");
      }
      try {
        return DecimalStrings.parse(text, length, count);
      } catch (DecimalStrings.NotANumber e) {
        refuse(
            contour.path(Tag.CONTOUR_DATA),
            "coordinate %d of %s is '%s', not a finite number"
                .formatted(e.index() + 1, nth(index), VisibleText.of(e.value())));
        return new double[0];
      }
    }
  }
}
