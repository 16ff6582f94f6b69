package org.oarlock.plan;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A structure set.
 *
 * @param source the file it was read from
 * @param label the structure set's label, empty if none
 * @param frameOfReferenceUid the frame of reference that its contours live in, empty if none stated
 * @param structures all structures in file order, those without contours included
 * @param sliceSpacingMm the distance between the image slices it was drawn on, where the images are
 *     there to tell, else 0 and the structures tell it themselves
 * @param imageSeries the series of images that it was drawn on, as far as they are there: empty if
 *     none is, several if it is left open which
 * @param images the images themselves, for pictures
 */
public record StructureSet(
    FileIdentity source,
    String label,
    String frameOfReferenceUid,
    List<Structure> structures,
    double sliceSpacingMm,
    List<ImageSeries> imageSeries,
    CtSlices images) {
  public StructureSet {
    structures = List.copyOf(structures);
    imageSeries = List.copyOf(imageSeries);
  }

  /** A structure set of whose images no more than this is known. */
  public StructureSet(
      FileIdentity source,
      String label,
      String frameOfReferenceUid,
      List<Structure> structures,
      double sliceSpacingMm,
      List<ImageSeries> imageSeries) {
    this(
        source, label, frameOfReferenceUid, structures, sliceSpacingMm, imageSeries, CtSlices.NONE);
  }

  /** A structure set without its images. */
  public StructureSet(
      FileIdentity source,
      String label,
      String frameOfReferenceUid,
      List<Structure> structures,
      double sliceSpacingMm) {
    this(source, label, frameOfReferenceUid, structures, sliceSpacingMm, List.of());
  }

  /**
   * The slice spacing of the images, or where it is not known the gap between slices that the
   * structures show most often; 0 if none has two slices. Two gaps are the same if they agree
   * within 0.01 mm; of equally frequent ones the smaller.
   */
  public double sliceSpacingOrTypicalMm() {
    if (sliceSpacingMm > 0) {
      return sliceSpacingMm;
    }
    SortedMap<Long, Integer> gaps = new TreeMap<>();
    for (Structure structure : structures) {
      double[] zMm =
          structure.contours().stream().mapToDouble(c -> c.zMm(0)).sorted().distinct().toArray();
      for (int i = 1; i < zMm.length; i++) {
        long hundredths = Math.round((zMm[i] - zMm[i - 1]) * 100);
        if (hundredths > 0) {
          gaps.merge(hundredths, 1, Integer::sum);
        }
      }
    }
    return gaps.entrySet().stream()
        .reduce((a, b) -> b.getValue() > a.getValue() ? b : a)
        .map(most -> most.getKey() / 100.0)
        .orElse(0.0);
  }
}
