package org.oarlock.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.oarlock.dicom.SampleFiles.ct;
import static org.oarlock.dicom.SampleFiles.dose;
import static org.oarlock.dicom.SampleFiles.plan;
import static org.oarlock.dicom.SampleFiles.structures;
import static org.oarlock.dicom.SampleFiles.write;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.oarlock.plan.CtImage;
import org.oarlock.plan.CtSlice;
import org.oarlock.plan.CtSlices;

/** The CT behind pictures: read slice by slice, and never in the way of a check. */
class CtSeriesTest {
  @TempDir Path folder;

  /** 3 columns, 2 rows, 2 mm and 3 mm apart; the stored value is 1000 + column + 10 row. */
  private static DicomBuilder slice(int number, double zMm) {
    return ct(number, zMm)
        .decimals(Tag.IMAGE_POSITION_PATIENT, 10, 20, zMm)
        .shorts(Tag.SAMPLES_PER_PIXEL, 1)
        .shorts(Tag.ROWS, 2)
        .shorts(Tag.COLUMNS, 3)
        .decimals(Tag.PIXEL_SPACING, 3, 2)
        .shorts(Tag.BITS_ALLOCATED, 16)
        .shorts(Tag.BITS_STORED, 16)
        .shorts(Tag.HIGH_BIT, 15)
        .shorts(Tag.PIXEL_REPRESENTATION, 0)
        .decimals(Tag.RESCALE_INTERCEPT, -1024)
        .decimals(Tag.RESCALE_SLOPE, 1)
        .shorts(Tag.PIXEL_DATA, "OW", 1000, 1001, 1002, 1010, 1011, 1012);
  }

  private CtSlices load(Path path) {
    Inventory inventory = PlanLoader.load(LoadRequest.of(path), Progress.NONE);
    assertThat(inventory.plans()).as("%s", inventory.problems()).hasSize(1);
    return inventory.plans().get(0).structureSet().images();
  }

  private CtSlices loaded(DicomBuilder... slices) {
    write(folder, "RP.dcm", plan());
    write(folder, "RS.dcm", structures());
    write(folder, "RD.dcm", dose());
    for (int i = 0; i < slices.length; i++) {
      write(folder, "CT" + i + ".dcm", slices[i]);
    }
    return load(folder);
  }

  private static CtSlice slice(CtImage image) {
    assertThat(image).as("%s", image).isInstanceOf(CtSlice.class);
    return (CtSlice) image;
  }

  private static String reason(CtImage image) {
    assertThat(image).isInstanceOf(CtImage.None.class);
    return ((CtImage.None) image).reason();
  }

  @Test
  void the_nearest_slice_is_read_in_hounsfield_units() {
    CtSlices slices = loaded(slice(1, 0), slice(2, 5).decimals(Tag.RESCALE_SLOPE, 2), slice(3, 10));

    CtSlice first = slice(slices.nearest(2));
    assertThat(first.zMm()).isZero();
    assertThat(first.pixelMm()).isEqualTo(2);
    assertThat(first.hounsfield(10, 20)).isEqualTo(-24);
    assertThat(first.hounsfield(14, 23)).isEqualTo(-12);
    // halfway between columns 0 and 1 and a third of the way from row 0 to row 1
    assertThat(first.hounsfield(11, 21)).isCloseTo(-24 + 0.5 + 10 / 3.0, within(1e-4));
    assertThat(first.hounsfield(8.9, 20)).isNaN();
    assertThat(first.hounsfield(10, 24.6)).isNaN();
    assertThat(slice(slices.nearest(5)).hounsfield(10, 20)).isEqualTo(2000 - 1024);
  }

  @Test
  void values_may_be_signed_and_have_few_bits() {
    DicomBuilder signed =
        slice(1, 0)
            .shorts(Tag.PIXEL_REPRESENTATION, 1)
            .shorts(Tag.BITS_STORED, 12)
            .shorts(Tag.HIGH_BIT, 11)
            .decimals(Tag.RESCALE_INTERCEPT, 0)
            .shorts(Tag.PIXEL_DATA, "OW", 0xFFF, 0x7FF, 0x800, 0, 1, 2);
    CtSlice slice = slice(loaded(signed).nearest(0));
    assertThat(slice.hounsfield(10, 20)).isEqualTo(-1);
    assertThat(slice.hounsfield(12, 20)).isEqualTo(2047);
    assertThat(slice.hounsfield(14, 20)).isEqualTo(-2048);
  }

  @ParameterizedTest
  @CsvSource({
    "HFS,   1, 0,  0, 1",
    "HFP,  -1, 0,  0,-1",
    "FFS,   1, 0,  0, 1",
    "FFP,  -1, 0,  0,-1",
    "HFDR,  0, 1, -1, 0",
    "HFDL,  0,-1,  1, 0",
    "FFDR,  0,-1,  1, 0",
    "FFDL,  0, 1, -1, 0",
    "flipped, -1, 0, 0, 1"
  })
  void a_pixel_lies_where_its_orientation_says_in_every_position(
      String position, double rowX, double rowY, double columnX, double columnY) {
    DicomBuilder turned =
        slice(1, 0)
            .text(Tag.PATIENT_POSITION, "CS", position)
            .decimals(Tag.IMAGE_ORIENTATION_PATIENT, rowX, rowY, 0, columnX, columnY, 0);
    CtSlice slice = slice(loaded(turned).nearest(0));
    // column 2, row 1: 4 mm along the row and 3 mm along the column
    double x = 10 + 4 * rowX + 3 * columnX;
    double y = 20 + 4 * rowY + 3 * columnY;
    assertThat(slice.hounsfield(x, y)).isCloseTo(1012 - 1024, within(1e-9));
    assertThat(slice.hounsfield(10, 20)).isCloseTo(1000 - 1024, within(1e-9));
  }

  @Test
  void a_plane_beyond_the_slices_or_in_a_gap_shows_none() {
    CtSlices slices = loaded(slice(1, 0), slice(2, 3), slice(3, 6), slice(4, 30));
    slice(slices.nearest(-1.9));
    assertThat(reason(slices.nearest(-2.1))).isEqualTo("the nearest CT slice is at z = 0.0 mm");
    assertThat(reason(slices.nearest(15))).isEqualTo("the nearest CT slice is at z = 6.0 mm");
  }

  @Test
  void there_may_be_no_ct_or_one_too_many() {
    assertThat(reason(loaded().nearest(0))).isEqualTo("there is no CT of these structures");
    CtSlices two = loaded(slice(1, 0), slice(2, 0).text(Tag.SERIES_INSTANCE_UID, "UI", "1.9"));
    assertThat(reason(two.nearest(0)))
        .isEqualTo("there are 2 CT series, and the structures do not say which is theirs");
  }

  @Test
  void what_cannot_be_shown_is_a_reason() {
    assertThat(
            List.of(
                reason(slice -> slice.remove(Tag.PIXEL_DATA)),
                reason(slice -> slice.shorts(Tag.PIXEL_DATA, "OW", 1, 2)),
                reason(slice -> slice.remove(Tag.RESCALE_SLOPE)),
                reason(slice -> slice.remove(Tag.ROWS)),
                reason(slice -> slice.shorts(Tag.SAMPLES_PER_PIXEL, 3)),
                reason(slice -> slice.shorts(Tag.BITS_ALLOCATED, 8)),
                reason(slice -> slice.decimals(Tag.PIXEL_SPACING, 0, 1)),
                reason(slice -> slice.decimals(Tag.PIXEL_SPACING, 1)),
                reason(
                    slice -> slice.decimals(Tag.IMAGE_ORIENTATION_PATIENT, 1, 0, 0, 0, 0.8, 0.6)),
                reason(slice -> slice.shorts(Tag.ROWS, 65535).shorts(Tag.COLUMNS, 65535)),
                reason(slice -> slice.text(Tag.RESCALE_SLOPE, "DS", "one"))))
        .allSatisfy(reason -> assertThat(reason).contains("CT slice").doesNotContain("dose"));
    assertThat(reason(slice -> slice.shorts(Tag.ROWS, 65535).shorts(Tag.COLUMNS, 65535)))
        .contains("65535 x 65535", "larger than 16777216");
  }

  private String reason(UnaryOperator<DicomBuilder> change) {
    return reason(loaded(change.apply(slice(1, 0))).nearest(0));
  }

  @Test
  void a_compressed_slice_names_its_compression() {
    DicomBuilder.Layout jpeg = DicomBuilder.Layout.EXPLICIT.named("1.2.840.10008.1.2.4.70");
    byte[] file =
        slice(1, 0)
            .remove(Tag.PIXEL_DATA)
            .fragments(Tag.PIXEL_DATA, List.of(new byte[0], new byte[] {1, 2}))
            .file(jpeg);
    loaded();
    write(folder, "CT.dcm", file);
    assertThat(reason(load(folder).nearest(0)))
        .isEqualTo(
            "the CT slice cannot be used: the CT slice is compressed with JPEG Lossless,"
                + " First-Order Prediction, which is not decoded");
  }

  @Test
  void a_slice_that_is_gone_since_is_a_reason() throws IOException {
    CtSlices slices = loaded(slice(1, 0));
    Files.delete(folder.resolve("CT0.dcm"));
    assertThat(reason(slices.nearest(0))).startsWith("the CT slice cannot be read");
  }

  @Test
  void slices_are_read_from_archives_that_have_been_closed() throws IOException {
    Path archive = folder.resolve("plan.zip");
    try (OutputStream out = Files.newOutputStream(archive);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      put(zip, "RP", plan());
      put(zip, "RS", structures());
      put(zip, "RD", dose());
      put(zip, "a/CT", slice(1, 0));
    }
    CtSlices slices = load(archive);
    assertThat(slice(slices.nearest(0)).hounsfield(10, 20)).isEqualTo(-24);
    Files.delete(archive);
    assertThat(reason(slices.nearest(0))).startsWith("the CT slice cannot be read");
  }

  private static void put(ZipOutputStream zip, String name, DicomBuilder object)
      throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(object.file());
    zip.closeEntry();
  }
}
