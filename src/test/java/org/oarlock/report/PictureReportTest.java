package org.oarlock.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.oarlock.geometry.PatientPoint;
import org.oarlock.picture.AxialPicture;
import org.oarlock.picture.AxialView;
import org.oarlock.picture.AxialView.Outline;
import org.oarlock.picture.Figure;
import org.oarlock.plan.CtImage;
import org.oarlock.plan.CtSlice;

/** Pictures in the report of a check. */
class PictureReportTest {
  private static String html(Report report) throws IOException {
    StringWriter out = new StringWriter();
    HtmlReport.write(report, out);
    return out.toString();
  }

  private static String pictures(String html) {
    String pictures = html.replaceAll("(?s).*<h3>Pictures</h3>(.*?)</section>.*", "$1");
    assertThat(pictures).contains("<figure").doesNotContain("<h1>");
    return pictures;
  }

  private static List<String> titles(String html) {
    List<String> titles = new ArrayList<>();
    Matcher matcher = Pattern.compile("<figcaption>([^<]*)</figcaption>").matcher(html);
    while (matcher.find()) {
      titles.add(matcher.group(1));
    }
    return titles;
  }

  @Test
  void what_failed_is_shown_first_and_the_target_last() throws IOException {
    String html = html(CheckedPlans.of("trunk-heart", "sts-postop-cams-trunk"));

    List<String> titles = titles(html);
    assertThat(titles.get(0))
        .isEqualTo("heart-v30 (FAIL): plane through the hottest point of Heart");
    assertThat(titles.get(titles.size() - 1)).isEqualTo("Plane through the centre of PTV2");
    assertThat(html)
        .contains(
            "role=\"img\" aria-labelledby=\"picture-1-1-title picture-1-1-desc\"",
            "Hatched: at least 30.00 Gy in Heart.",
            "30 Gy: limit of heart-v30",
            "64 Gy: prescription total",
            "No CT is shown: there is no CT of these structures.");
  }

  @Test
  void beam_rules_show_what_the_field_sees() throws IOException {
    String html = html(CheckedPlans.of("thigh-through-leg", "sts-postop-cams-extremity"));
    assertThat(titles(html))
        .contains("contralateral-leg (FAIL): field 5 (B5) of PHASE1 seen from its source");
    assertThat(html)
        .contains(
            "gantry 80.0\u00B0, collimator 0.0\u00B0, couch 0.0\u00B0",
            "Hatched: Leg_Contra in the open aperture.",
            "jaws: X from -30.0 to 30.0 mm, Y from -80.0 to 80.0 mm");
  }

  @Test
  void geometry_rules_show_the_slice_that_decided() throws IOException {
    String html = html(CheckedPlans.of("preop-margins", "sts-tum-preop"));
    assertThat(titles(html)).contains("ctv-margin-superior (VARIATION): the slice that decided");
  }

  @Test
  void the_ct_is_shown_where_there_is_one() throws IOException {
    String html = html(CheckedPlans.of("preop-mixed", "sts-tum-preop"));
    assertThat(titles(html)).contains("Plane through the centre of CTV");
    assertThat(html)
        .contains("<image href=\"data:image/png;base64,", "window 400 HU wide about 40 HU.");
  }

  @Test
  void the_same_plan_gives_the_same_bytes_in_every_locale() throws IOException {
    Report report = CheckedPlans.of("trunk-heart", "sts-postop-cams-trunk");
    String once = html(report);
    assertThat(html(CheckedPlans.of("trunk-heart", "sts-postop-cams-trunk"))).isEqualTo(once);
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(pictures(html(report))).isEqualTo(pictures(once));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void no_picture_names_the_patient() throws IOException {
    Report report =
        CheckedPlans.of(Path.of("test-plans/trunk-heart"), "sts-postop-cams-trunk", true);
    String name = String.valueOf(report.plans().get(0).plan().patient().name());
    String html = html(report);
    assertThat(html).contains("Patient " + name);
    assertThat(pictures(html)).doesNotContain(name, report.plans().get(0).plan().patient().id());
  }

  @Test
  void hostile_names_are_text_in_pictures() throws IOException {
    for (String text : HostileText.ALL) {
      StringWriter out = new StringWriter();
      Html html = new Html(out);
      new SvgPicture(html).figure("p-1", figure(text, 3, CtImage.NO_CT));
      html.finish();
      assertThat(out.toString())
          .doesNotContain("<script", "<img", "\u001B", "\u202E")
          .contains("<title id=\"p-1-title\">");
    }
  }

  @Test
  void ten_goals_and_the_target_with_twenty_structures_on_a_noisy_ct_stay_below_three_megabytes()
      throws IOException {
    StringWriter out = new StringWriter();
    HtmlReport.write(SampleReports.trunk(false), out);
    Html html = new Html(out);
    for (int i = 0; i < 11; i++) {
      new SvgPicture(html).figure("p-" + i, figure("Structure", 20, noise(i)));
    }
    html.finish();

    assertThat(out.toString().length()).isBetween(1_000_000, 3_000_000);
  }

  /** Noise as no CT has it: all Hounsfield units of the window are equally frequent. */
  private static CtSlice noise(int seed) {
    Random random = new Random(seed);
    float[] hounsfield = new float[512 * 512];
    for (int i = 0; i < hounsfield.length; i++) {
      hounsfield[i] = -160 + random.nextInt(400);
    }
    return new CtSlice(
        new PatientPoint(-256, -256, 0),
        new PatientPoint(1, 0, 0),
        new PatientPoint(0, 1, 0),
        512,
        512,
        hounsfield);
  }

  private static Figure figure(String name, int structures, CtImage ct) {
    List<Outline> outlines = new ArrayList<>();
    for (int s = 0; s < structures; s++) {
      double[] ring = new double[2 * 600];
      for (int i = 0; i < 600; i++) {
        double radius = 30 + 6 * s + 2 * StrictMath.sin(i / 5.0);
        ring[2 * i] = radius * StrictMath.cos(2 * Math.PI * i / 600);
        ring[2 * i + 1] = radius * StrictMath.sin(2 * Math.PI * i / 600);
      }
      outlines.add(new Outline(name, null, true, List.of(ring)));
    }
    return AxialPicture.of(
        new AxialView(name, 0, outlines, List.of(), List.of(), null, null, ct, List.of(name)));
  }
}
