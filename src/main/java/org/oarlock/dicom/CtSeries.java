package org.oarlock.dicom;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import org.oarlock.geometry.PatientPoint;
import org.oarlock.plan.CtImage;
import org.oarlock.plan.CtSlice;
import org.oarlock.plan.CtSlices;
import org.oarlock.problem.FileFault;
import org.oarlock.quantity.DecimalText;

/**
 * The slices of one CT series, known by where their headers say that they are. A slice is read from
 * its file when it is asked for; whatever is wrong with it is the reason why there is no image.
 */
final class CtSeries implements CtSlices {
  /** More pixels than this are no slice: 64 MB as floats. */
  private static final int MAX_PIXELS = 1 << 24;

  /** How far direction cosines may be from transverse and perpendicular unit vectors. */
  private static final double COSINE_TOLERANCE = 5e-3;

  /** A slice is near by this much more than half of the distance between slices. */
  private static final double NEAR_MM = 0.5;

  /** Of a single slice. */
  private static final double USUAL_SPACING_MM = 3;

  private final List<Place> places;
  private final double spacingMm;

  /** Where a slice lies, and its file. */
  private record Place(double zMm, Source source) {}

  private CtSeries(List<Place> places) {
    this.places = places;
    double[] gaps = new double[Math.max(0, places.size() - 1)];
    for (int i = 0; i < gaps.length; i++) {
      gaps[i] = places.get(i + 1).zMm() - places.get(i).zMm();
    }
    Arrays.sort(gaps);
    spacingMm = gaps.length == 0 ? USUAL_SPACING_MM : gaps[gaps.length / 2];
  }

  /** The slices with these headers. */
  static CtSlices of(List<DicomObject> slices) {
    List<Place> places = new ArrayList<>();
    for (DicomObject slice : slices) {
      try {
        double[] position = slice.data().decimals(Tag.IMAGE_POSITION_PATIENT);
        if (position.length == 3) {
          places.add(new Place(position[2], slice.source()));
        }
      } catch (DicomException e) {
        // a slice that does not say where it is shows nothing; it is told with the slice spacing
      }
    }
    places.sort(
        Comparator.comparingDouble(Place::zMm).thenComparing(place -> place.source().key()));
    return places.isEmpty()
        ? none("no CT slice says where it is")
        : new CtSeries(List.copyOf(places));
  }

  /** No slices, for this reason. */
  static CtSlices none(String reason) {
    CtImage none = new CtImage.None(reason);
    return zMm -> none;
  }

  @Override
  public CtImage nearest(double zMm) {
    Place nearest = places.get(0);
    for (Place place : places) {
      if (Math.abs(place.zMm() - zMm) < Math.abs(nearest.zMm() - zMm)) {
        nearest = place;
      }
    }
    if (!(Math.abs(nearest.zMm() - zMm) <= spacingMm / 2 + NEAR_MM)) {
      return new CtImage.None(
          "the nearest CT slice is at z = %s mm".formatted(DecimalText.print(nearest.zMm(), 1)));
    }
    try {
      return read(Part10Reader.read(nearest.source().reopened()));
    } catch (DicomException e) {
      return new CtImage.None("the CT slice cannot be used: " + e.getMessage());
    } catch (IOException | InternalError | OutOfMemoryError e) {
      // InternalError: a mapped file has become shorter
      return new CtImage.None("the CT slice cannot be read: " + FileFault.words(e));
    }
  }

  private static CtImage read(DicomFile file) {
    DataSet data = file.data();
    StoredPixels pixels = StoredPixels.of(data, "CT slice", MAX_PIXELS);
    double[] position = values(data, Tag.IMAGE_POSITION_PATIENT, 3);
    double[] cosines = values(data, Tag.IMAGE_ORIENTATION_PATIENT, 6);
    double[] spacing = values(data, Tag.PIXEL_SPACING, 2);
    PatientPoint alongRow = new PatientPoint(cosines[0], cosines[1], cosines[2]);
    PatientPoint alongColumn = new PatientPoint(cosines[3], cosines[4], cosines[5]);
    if (!isTransverseUnit(alongRow)
        || !isTransverseUnit(alongColumn)
        || !(Math.abs(alongRow.dot(alongColumn)) <= COSINE_TOLERANCE)) {
      return new CtImage.None("the CT slices are not transverse");
    }
    if (!(spacing[0] > 0) || !(spacing[1] > 0)) {
      return new CtImage.None("the pixels of the CT slice have no size");
    }
    OptionalDouble slope = data.decimal(Tag.RESCALE_SLOPE);
    OptionalDouble intercept = data.decimal(Tag.RESCALE_INTERCEPT);
    if (slope.isEmpty() || intercept.isEmpty()) {
      return new CtImage.None("the CT slice does not say how its values become Hounsfield units");
    }
    // the first spacing is the distance between rows, PS3.3 10.7.1.3
    return new CtSlice(
        new PatientPoint(position[0], position[1], position[2]),
        alongRow.times(spacing[1]),
        alongColumn.times(spacing[0]),
        pixels.columns(),
        pixels.rows(),
        pixels.readFrame(file, 0, slope.getAsDouble(), intercept.getAsDouble()));
  }

  private static boolean isTransverseUnit(PatientPoint direction) {
    return Math.abs(direction.zMm()) <= COSINE_TOLERANCE
        && Math.abs(direction.length() - 1) <= COSINE_TOLERANCE;
  }

  private static double[] values(DataSet data, int tag, int count) {
    double[] values = data.decimals(tag);
    if (values.length != count) {
      throw new DicomException(
          "ct-geometry",
          data.path(tag),
          "%s has %d values, expected %d".formatted(Tag.text(tag), values.length, count));
    }
    return values;
  }
}
