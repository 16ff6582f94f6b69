package org.oarlock.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.Media;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oarlock.check.PlanResult.Curve;

/**
 * The HTML report in a real browser: the Chromium that is installed ({@code OARLOCK_CHROMIUM}, else
 * /usr/bin/chromium), driven by npm's playwright-core ({@code npm ci --ignore-scripts} in
 * src/test/browser). Without them the tests are skipped, unless {@code OARLOCK_BROWSER_REQUIRED} is
 * 1.
 */
class HtmlReportBrowserTest {
  private static final Path CHROMIUM =
      Path.of(System.getenv().getOrDefault("OARLOCK_CHROMIUM", "/usr/bin/chromium"));
  private static final Path DRIVER =
      Path.of("src", "test", "browser", "node_modules", "playwright-core").toAbsolutePath();

  @TempDir static Path directory;
  private static Playwright playwright;
  private static Browser browser;

  private static final List<String> complaints = new ArrayList<>();
  private static final List<String> requests = new ArrayList<>();

  /** One for all tests: opening a page takes the browser longer than showing another file in it. */
  private static Page page;

  @BeforeAll
  static void start_the_browser() throws IOException {
    List<String> missing = new ArrayList<>();
    Optional<Path> node = onPath("node");
    if (node.isEmpty()) {
      missing.add("node on the PATH");
    }
    if (!Files.isExecutable(CHROMIUM)) {
      missing.add(CHROMIUM.toString());
    }
    if (!Files.exists(DRIVER.resolve("cli.js"))) {
      missing.add("playwright-core (run npm ci --ignore-scripts in src/test/browser)");
    }
    if (!missing.isEmpty()) {
      String message = "browser tests need " + String.join(", ", missing);
      assertThat("1".equals(System.getenv("OARLOCK_BROWSER_REQUIRED"))).as(message).isFalse();
      System.out.println("SKIPPED: " + message);
      Assumptions.abort(message);
    }
    // the library looks for a driver as its own bundle lays it out: node, and package/cli.js
    Path layout = Files.createDirectories(Path.of("target", "browser-driver").toAbsolutePath());
    link(layout.resolve("node"), node.orElseThrow());
    link(layout.resolve("package"), DRIVER);
    System.setProperty("playwright.cli.dir", layout.toString());
    playwright = Playwright.create();
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(CHROMIUM)
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-dev-shm-usage",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--force-color-profile=srgb")));
    open_the_page();
  }

  private static void link(Path link, Path to) throws IOException {
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, to);
  }

  private static Optional<Path> onPath(String program) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  @AfterAll
  static void stop_the_browser() {
    if (playwright != null) {
      playwright.close();
    }
  }

  private static void open_the_page() {
    page = browser.newPage();
    page.onConsoleMessage(message -> complaints.add(message.type() + ": " + message.text()));
    page.onPageError(error -> complaints.add("error: " + error));
    page.onDialog(
        dialog -> {
          complaints.add("dialog: " + dialog.message());
          dialog.dismiss();
        });
    page.onRequest(request -> requests.add(request.url()));
  }

  @BeforeEach
  void leave_what_the_test_before_has_shown() {
    page.navigate("about:blank");
    page.setViewportSize(1280, 900);
    page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
    page.mouse().move(0, 0);
    complaints.clear();
    requests.clear();
  }

  @Test
  void the_chart_is_drawn_without_network_and_without_complaint() throws IOException {
    String url = show(SampleReports.trunk(false));

    assertThat(page.locator(".plot").getAttribute("data-drawn")).isEqualTo("true");
    for (int i = 0; i < 7; i++) {
      assertThat(pixels(CurveStyle.of(i).colour())).as("pixels of curve %s", i).isGreaterThan(50);
    }
    assertThat(requests).containsExactly(url);
    assertThat(complaints).isEmpty();
  }

  @Test
  void the_page_about_an_archive_shows_values_against_their_limit() throws IOException {
    Path file = directory.resolve("archive.html");
    try (java.io.Writer out = Files.newBufferedWriter(file)) {
      ArchivePage.write(SampleArchive.report(), out);
    }
    page.navigate(file.toUri().toString());

    // values from 20 to 60 Gy and a limit of 40 Gy: the limit lies in the middle of the whiskers
    BoundingBox chart = page.locator(".box").first().boundingBox();
    BoundingBox limit = page.locator(".box .limit").first().boundingBox();
    BoundingBox whisker = page.locator(".box .whisker").first().boundingBox();
    assertThat(limit.x + limit.width / 2).isCloseTo(chart.x + chart.width / 2, within(1.5));
    assertThat(whisker.width).isCloseTo(240 - 2 * 8, within(2.0));
    // 60 of 80 plans pass
    BoundingBox bar = page.locator(".bar").first().boundingBox();
    BoundingBox pass = page.locator(".bar rect.pass").first().boundingBox();
    assertThat(pass.width / bar.width).isCloseTo(0.75, within(0.01));
    assertThat(page.locator(".worst a").first().getAttribute("href"))
        .isEqualTo("reports/a%20b.html");
    assertThat(page.locator(".worst tr").nth(1).textContent()).contains("<b>bold</b>");
    assertThat(page.locator(".open a").first().getAttribute("href")).isEqualTo("reports/3.html");
    Locator held = page.locator(".held tbody td");
    assertThat(held.allTextContents())
        .containsExactly(
            "/archive/<i>.dcm",
            "it ends too early [dicom-truncated]",
            "5",
            "P3 /archive/3/RP.dcm(no label) /archive/4/RP.dcmand 3 more");
    assertThat(held.locator("a").allTextContents()).containsExactly("P3");
    assertThat(page.locator("text=And 12 more files.").isVisible()).isTrue();
    assertThat(page.locator("text=And 4 more plans.").isVisible()).isTrue();
    assertThat(page.locator(".unread").count()).isZero();
    page.setViewportSize(420, 800);
    assertThat(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
        .as("fits a narrow window")
        .isEqualTo(true);
    assertThat(requests).containsExactly(file.toUri().toString());
    assertThat(complaints).isEmpty();
  }

  @Test
  void hovering_reads_the_curves_at_the_cursor() throws IOException {
    show(SampleReports.trunk(false));

    hover(0.4, 0.5);

    double doseGy = Double.parseDouble(page.locator(".at").textContent().replace(" Gy", ""));
    assertThat(doseGy).isBetween(20.0, 35.0);
    LogisticDvh liver = LogisticDvh.of(1480, 0.2, 62, 14, 8);
    assertThat(cell(2, ".volume")).isCloseTo(liver.volumeAtLeastCm3(doseGy), within(1.0));
    assertThat(cell(2, ".percent"))
        .isCloseTo(100 * liver.volumeAtLeastCm3(doseGy) / 1480, within(0.1));
    assertThat(cell(1, ".percent")).isEqualTo(100);
    assertThat(complaints).isEmpty();
  }

  @Test
  void hovering_over_a_mark_says_which_limit_it_is() throws IOException {
    show(SampleReports.trunk(false));

    // the axis ends at 1.03 times the highest maximum, 68.1 Gy, and at 104 %
    hover(30 / (68.1 * 1.03), 1 - 30.0 / 104);

    assertThat(page.locator(".mark-text").textContent())
        .isEqualTo("heart-v30: V30Gy[%] < 30 %; found 31.02 %: FAIL");
  }

  @Test
  void the_keyboard_moves_the_cursor() throws IOException {
    show(SampleReports.trunk(false));
    page.locator(".cursor").focus();

    for (int i = 0; i < 5; i++) {
      page.keyboard().press("ArrowRight");
    }
    String near = page.locator(".at").textContent();
    page.keyboard().press("PageUp");

    assertThat(near).isEqualTo("0.50 Gy");
    assertThat(page.locator(".at").textContent()).isNotEqualTo(near).endsWith(" Gy");
    assertThat(page.locator(".cursor").getAttribute("aria-valuetext")).endsWith(" Gy");
  }

  @Test
  void a_structure_goes_and_comes_back_by_its_checkbox() throws IOException {
    show(SampleReports.trunk(false));
    Locator box = page.locator(".curves input").nth(4);
    String colour = CurveStyle.of(4).colour();
    long before = pixels(colour);

    box.focus();
    page.keyboard().press("Space");
    settle();
    long without = pixels(colour);
    hover(0.4, 0.5);
    String readout = page.locator(".curves .percent").nth(4).textContent();
    box.check();
    settle();

    assertThat(without).isLessThan(before / 4);
    assertThat(readout).isEmpty();
    assertThat(pixels(colour)).isEqualTo(before);
    assertThat(complaints).isEmpty();
  }

  @Test
  void all_structures_can_be_hidden_and_shown() throws IOException {
    show(SampleReports.trunk(false));

    page.locator(".none").click();
    settle();
    long none = pixels(CurveStyle.of(0).colour());
    page.locator(".all").click();
    settle();

    assertThat(none).isZero();
    assertThat(pixels(CurveStyle.of(0).colour())).isGreaterThan(50);
  }

  @Test
  void a_dragged_range_is_zoomed_into_and_the_button_shows_the_whole_again() throws IOException {
    show(SampleReports.trunk(false));
    page.locator(".u-over").scrollIntoViewIfNeeded();
    BoundingBox box = page.locator(".u-over").boundingBox();
    page.mouse().move(box.x + box.width * 0.2, box.y + 50);
    page.mouse().down();
    page.mouse().move(box.x + box.width * 0.4, box.y + 60);
    page.mouse().up();
    settle();
    hover(0, 0.5);
    String zoomed = page.locator(".at").textContent();
    page.locator(".reset").click();
    settle();
    hover(0, 0.5);

    assertThat(Double.parseDouble(zoomed.replace(" Gy", ""))).isCloseTo(14.0, within(0.5));
    assertThat(page.locator(".at").textContent()).isEqualTo("0.00 Gy");
  }

  @Test
  void a_script_as_a_name_is_text() throws IOException {
    for (String name : List.of(HostileText.SCRIPT, HostileText.END_OF_DATA)) {
      show(SampleReports.named(name));

      assertThat(page.locator("h1").textContent()).isEqualTo(name);
      assertThat(page.locator(".curves label").textContent()).isEqualTo(name + " (" + name + ")");
      assertThat(page.locator("script").count()).isEqualTo(3);
      assertThat(page.locator("img").count()).isZero();
      assertThat(page.locator(".plot").getAttribute("data-drawn")).isEqualTo("true");
      assertThat(complaints).isEmpty();
    }
  }

  @Test
  void no_hostile_text_breaks_the_page() throws IOException {
    for (String text : HostileText.ALL) {
      show(SampleReports.named(text));
      assertThat(page.locator(".plot").getAttribute("data-drawn")).isEqualTo("true");
      Object overflow =
          page.evaluate(
              "document.documentElement.scrollWidth - document.documentElement.clientWidth");
      assertThat(overflow).as(HostileText.brief(text)).isEqualTo(0);
    }
    assertThat(complaints).isEmpty();
  }

  @Test
  void the_policy_stops_a_script_that_is_not_ours() throws IOException {
    show(SampleReports.trunk(false));

    page.evaluate(
        "() => { const s = document.createElement('script');"
            + " s.textContent = 'window.intruder = 1'; document.body.append(s); }");

    assertThat(page.evaluate("typeof window.intruder")).isEqualTo("undefined");
    assertThat(complaints).anyMatch(complaint -> complaint.contains("Content Security Policy"));
  }

  @Test
  void steps_are_drawn_and_curves_without_dose_do_no_harm() throws IOException {
    show(
        HtmlReportTest.withCurves(
            List.of(
                new Curve("Steps", "total", new SteppedDvh(6, 10, 4, 50)),
                new Curve("Out", "total", new LogisticDvh(5, 0, Double.NaN, Double.NaN, 0, 1)))));

    hover(30 / (50 * 1.03), 0.5);

    assertThat(cell(0, ".percent")).isEqualTo(40);
    assertThat(cell(0, ".volume")).isEqualTo(4);
    assertThat(complaints).isEmpty();
  }

  @Test
  void print_shows_the_tables_and_no_controls() throws IOException {
    show(SampleReports.trunk(false));
    page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
    settle();

    assertThat(page.locator(".figures").first().isVisible()).isTrue();
    assertThat(page.locator(".volumes").isVisible()).isTrue();
    assertThat(page.locator(".cursor").isVisible()).isFalse();
    assertThat(page.locator(".none").isVisible()).isFalse();
    assertThat(page.locator(".plot canvas").boundingBox().width).isLessThanOrEqualTo(660);
    assertThat(new String(page.pdf(), 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
    assertThat(complaints).isEmpty();
  }

  @Test
  void verdicts_differ_in_word_and_shape_not_in_colour_alone() throws IOException {
    show(SampleReports.trunk(false));

    Object shapes =
        page.evaluate(
            "() => new Set(Array.from(document.querySelectorAll('.goals .verdict'))"
                + ".map(v => v.textContent + v.querySelector('svg').innerHTML)).size");
    assertThat(shapes).isEqualTo(6);
  }

  @Test
  void pictures_are_drawn_and_told_in_words() throws IOException {
    show(CheckedPlans.of("preop-mixed", "sts-tum-preop"));
    Locator pictures = page.locator(".picture > svg");
    assertThat(pictures.count()).isPositive();
    for (int i = 0; i < pictures.count(); i++) {
      Locator picture = pictures.nth(i);
      assertThat(picture.getAttribute("role")).isEqualTo("img");
      String[] told = picture.getAttribute("aria-labelledby").split(" ");
      assertThat(page.locator("#" + told[0]).textContent()).isNotBlank();
      assertThat(page.locator("#" + told[1]).textContent())
          .containsAnyOf("z = ", " from its source, gantry ");
      assertThat(picture.locator("text").allTextContents())
          .filteredOn(text -> text.matches("[RLAPSI]{1,3}"))
          .hasSize(4);
      if (picture.locator("image").count() == 0) {
        continue; // seen from a source, there is nothing but lines
      }
      BoundingBox frame = picture.boundingBox();
      BoundingBox image = picture.locator("image").boundingBox();
      assertThat(image.width).isCloseTo(frame.width, within(3.0));
      assertThat(image.height).isCloseTo(frame.height, within(3.0));
    }
    // the image itself has been decoded: an image that the policy stops has no size
    Object size =
        page.evaluate(
            "() => new Promise(done => { const i = new Image(); i.onload = () => done(i.width);"
                + " i.onerror = () => done(0);"
                + " i.src = document.querySelector('.picture image').getAttribute('href'); })");
    assertThat(((Number) size).intValue()).isPositive();
    assertThat(complaints).isEmpty();

    page.setViewportSize(420, 800);
    settle();
    BoundingBox narrow = pictures.last().boundingBox();
    assertThat(narrow.x + narrow.width).as("fits a narrow window").isLessThanOrEqualTo(420);
    page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
    page.setViewportSize(720, 1000);
    settle();
    assertThat(pictures.first().boundingBox().width).isBetween(200.0, 360.0);
    assertThat(pictures.first().isVisible()).isTrue();
  }

  private String show(Report report) throws IOException {
    Path file = directory.resolve("report.html");
    assertThat(AtomicFile.write(file, out -> HtmlReport.write(report, out))).isEmpty();
    String url = file.toUri().toString();
    page.navigate(url);
    settle();
    return url;
  }

  /** Waits until everything that was asked for has been painted. */
  private void settle() {
    page.evaluate("() => new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)))");
  }

  private void hover(double x, double y) {
    page.locator(".u-over").scrollIntoViewIfNeeded();
    BoundingBox box = page.locator(".u-over").boundingBox();
    page.mouse().move(box.x + x * box.width, box.y + y * box.height);
    settle();
  }

  private double cell(int row, String name) {
    return Double.parseDouble(page.locator(".curves " + name).nth(row).textContent());
  }

  /** How many pixels of the chart have exactly this colour. */
  private long pixels(String colour) {
    Object count =
        page.evaluate(
            """
            colour => {
              const canvas = document.querySelector('.plot canvas');
              const copy = new OffscreenCanvas(canvas.width, canvas.height)
                .getContext('2d', {willReadFrequently: true});
              copy.drawImage(canvas, 0, 0);
              const data = copy.getImageData(0, 0, canvas.width, canvas.height).data;
              const n = parseInt(colour.slice(1), 16);
              let count = 0;
              for (let i = 0; i < data.length; i += 4) {
                if (data[i] === n >> 16 && data[i + 1] === (n >> 8 & 255)
                    && data[i + 2] === (n & 255) && data[i + 3] === 255) {
                  count++;
                }
              }
              return count;
            }""",
            colour);
    return ((Number) count).longValue();
  }
}
