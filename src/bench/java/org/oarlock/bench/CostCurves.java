package org.oarlock.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.oarlock.dvh.DvhCalculator;
import org.oarlock.dvh.DvhOptions;
import org.oarlock.geometry.Solid;
import org.oarlock.plan.DoseGrid;

/**
 * Measures what DVHs cost against the spacing of the dose grid, the points of contours, the number
 * of structures and the number of cores. Arguments: the CSV file to write; the program starts
 * itself once per number of cores.
 *
 * <p>Times are those of all cores together, a mean of many rounds, which depends little on what the
 * computer does besides; only the time against the number of cores is by the clock.
 */
final class CostCurves {
  private static final int WARM_UP = 5;
  private static final int ROUNDS = 6;
  private static final int MAX_ROUNDS = 2000;
  private static final long LEAST_NS = 500_000_000;
  private static final OperatingSystemMXBean OS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private CostCurves() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length == 2 && arguments[0].equals("--cores")) {
      print(System.out, "cores", arguments[1], planOf(20, Cases.dose(Cases.GRID_MM)));
      return;
    }
    Path file = Path.of(arguments[0]);
    try (PrintStream out = new PrintStream(Files.newOutputStream(file), false, "UTF-8")) {
      out.println("series,x,ms");
      spacings(out);
      points(out);
      structures(out);
      out.flush();
      for (int cores = 1; cores <= Runtime.getRuntime().availableProcessors(); cores++) {
        out.print(onCores(cores));
      }
    }
  }

  private static void spacings(PrintStream out) {
    Solid target = Cases.solid(Cases.target(160));
    Solid body = Cases.solid(Cases.body());
    for (double mm : new double[] {1.5, 2, 2.5, 3, 4, 5}) {
      DoseGrid dose = Cases.dose(mm);
      print(out, "grid spacing, target", mm + "", () -> dvh(target, dose));
      print(out, "grid spacing, body", mm + "", () -> dvh(body, dose));
    }
  }

  private static void points(PrintStream out) {
    DoseGrid dose = Cases.dose(Cases.GRID_MM);
    for (int points : new int[] {25, 50, 100, 200, 400, 800, 1600}) {
      Solid target = Cases.solid(Cases.target(points));
      print(out, "points per contour, curve", points + "", () -> dvh(target, dose));
      print(
          out,
          "points per contour, solid",
          points + "",
          () -> Cases.solid(Cases.target(points)).volumeCm3());
    }
  }

  private static void structures(PrintStream out) {
    DoseGrid dose = Cases.dose(Cases.GRID_MM);
    for (int count : new int[] {1, 2, 5, 10, 20, 40}) {
      print(out, "structures", count + "", planOf(count, dose));
    }
  }

  private static Runnable planOf(int count, DoseGrid dose) {
    List<Solid> organs = Cases.organs(count);
    return () -> {
      DvhCalculator calculator = new DvhCalculator(dose, DvhOptions.DEFAULT);
      organs.parallelStream().forEach(calculator::of);
    };
  }

  private static void dvh(Solid solid, DoseGrid dose) {
    DvhCalculator.calculate(solid, dose, DvhOptions.DEFAULT);
  }

  /** What this program prints where it may use so many cores. */
  private static String onCores(int cores) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:ActiveProcessorCount=" + cores,
                "-cp",
                System.getProperty("java.class.path"),
                CostCurves.class.getName(),
                "--cores",
                cores + "")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), "UTF-8");
    if (process.waitFor() != 0) {
      throw new IllegalStateException("failed on %d cores".formatted(cores));
    }
    return printed;
  }

  private static void print(PrintStream out, String series, String x, Runnable work) {
    boolean byClock = series.equals("cores");
    for (int round = 0; round < WARM_UP; round++) {
      work.run();
    }
    int rounds = 0;
    long start = byClock ? System.nanoTime() : OS.getProcessCpuTime();
    long end = start;
    while (rounds < ROUNDS || end - start < LEAST_NS && rounds < MAX_ROUNDS) {
      work.run();
      rounds++;
      end = byClock ? System.nanoTime() : OS.getProcessCpuTime();
    }
    double ms = (end - start) / 1e6 / rounds;
    out.printf(Locale.ROOT, "\"%s\",%s,%.3f%n", series, x, ms);
    System.err.printf(Locale.ROOT, "%s %s: %.3f ms%n", series, x, ms);
  }

  static double[] column(List<String> lines, String series, int column) {
    return lines.stream()
        .filter(line -> line.startsWith("\"" + series + "\""))
        .map(line -> line.substring(series.length() + 3).split(","))
        .map(cells -> cells[column])
        .flatMapToDouble(cell -> Arrays.stream(new double[] {Double.parseDouble(cell)}))
        .toArray();
  }
}
