package org.oarlock.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Reads PDF files with poppler's programs, which share nothing with what writes them. Where they
 * are not installed the tests are skipped, unless {@code OARLOCK_POPPLER_REQUIRED} is 1.
 */
public final class PdfReader {
  private final Path file;

  public PdfReader(Path file) throws Exception {
    boolean required = "1".equals(System.getenv("OARLOCK_POPPLER_REQUIRED"));
    assumeTrue(required || isInstalled(), "poppler-utils is not installed: PDF files not read");
    this.file = file;
  }

  /** The pages as they look, in columns. */
  public List<String> pages() throws Exception {
    return split(run("pdftotext", "-layout", file.toString(), "-"));
  }

  /** All text in the order in which it was written, without spaces and line breaks. */
  public String text() throws Exception {
    return run("pdftotext", "-raw", file.toString(), "-").replaceAll("\\s+", "");
  }

  /** For each font its line: name, type, encoding, whether embedded, a subset, with Unicode. */
  public List<String> fonts() throws Exception {
    return run("pdffonts", file.toString()).lines().skip(2).toList();
  }

  public List<String> images() throws Exception {
    return run("pdfimages", "-list", file.toString()).lines().skip(2).toList();
  }

  /** The entries of the table of contents that a reader shows beside the pages. */
  public List<String> outline() throws Exception {
    return run("pdftohtml", "-xml", "-stdout", "-i", file.toString())
        .lines()
        .filter(line -> line.startsWith("<item page="))
        .toList();
  }

  /** A page as it is seen, with so many pixels per inch. */
  public BufferedImage draw(int page, int resolution) throws Exception {
    String number = String.valueOf(page);
    Path drawn = Path.of(file + "-drawn");
    run(
        "pdftoppm",
        "-png",
        "-singlefile",
        "-aa",
        "no",
        "-f",
        number,
        "-l",
        number,
        "-r",
        String.valueOf(resolution),
        file.toString(),
        drawn.toString());
    Path png = Path.of(drawn + ".png");
    try {
      return ImageIO.read(png.toFile());
    } finally {
      Files.delete(png);
    }
  }

  /** What it says about itself. */
  public String info() throws Exception {
    return run("pdfinfo", file.toString());
  }

  private static List<String> split(String text) {
    List<String> pages = new ArrayList<>(Arrays.asList(text.split("\f")));
    pages.removeIf(String::isBlank);
    return pages;
  }

  /** Complaints count as failures. */
  private static String run(String... command) throws Exception {
    Path errors = Files.createTempFile("poppler", ".txt");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectError(ProcessBuilder.Redirect.to(errors.toFile()))
              .start();
      process.getOutputStream().close();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).isZero();
      assertThat(errors).isEmptyFile();
      return out;
    } finally {
      Files.delete(errors);
    }
  }

  private static boolean isInstalled() throws InterruptedException {
    try {
      return new ProcessBuilder("pdftotext", "-v")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException notThere) {
      return false;
    }
  }
}
