package org.oarlock.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.oarlock.dvh.DvhCalculator;
import org.oarlock.dvh.DvhOptions;
import org.oarlock.geometry.Solid;
import org.oarlock.plan.DoseGrid;

/**
 * Measures what DVHs cost against the spacing of the dose grid, the points of contours, the number
 * of structures and the number of cores. Arguments: the CSV file to write; the program starts
 * itself for each number of cores, several times in turn.
 *
 * <p>Times are those of all cores together, which depend little on what the computer does besides;
 * only the time against the number of cores is by the clock. Each is the median of several batches,
 * with the least and the most of them beside it: where these lie far apart, the computer was busy.
 */
final class CostCurves {
  private static final int WARM_UP_ROUNDS = 5;
  private static final long WARM_UP_NS = 2_000_000_000;

  /** Batches of which the median is taken, each of so many rounds and so long at least. */
  private static final int BATCHES = 9;

  private static final int ROUNDS = 2;
  private static final long BATCH_NS = 200_000_000;

  /** Processes that are started for each number of cores. */
  private static final int PROCESSES = 3;

  private static final OperatingSystemMXBean OS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private CostCurves() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length == 2 && arguments[0].equals("--cores")) {
      for (double ms : batches(true, planOf(20, Cases.dose(Cases.GRID_MM)))) {
        System.out.println(ms);
      }
      return;
    }
    Path file = Path.of(arguments[0]);
    try (PrintStream out =
        new PrintStream(Files.newOutputStream(file), false, StandardCharsets.UTF_8)) {
      out.println("series,x,ms,least_ms,most_ms");
      spacings(out);
      points(out);
      structures(out);
      out.flush();
      cores(out, Runtime.getRuntime().availableProcessors());
    }
  }

  /** In turn, so that what the computer does besides meets each number of cores alike. */
  private static void cores(PrintStream out, int most) throws IOException, InterruptedException {
    Map<Integer, List<Double>> times = new TreeMap<>();
    for (int process = 0; process < PROCESSES; process++) {
      for (int cores = 1; cores <= most; cores++) {
        times.computeIfAbsent(cores, c -> new ArrayList<>()).addAll(onCores(cores));
      }
    }
    times.forEach((cores, all) -> print(out, "cores", cores + "", all));
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

  /** What this program finds where it may use so many cores. */
  private static List<Double> onCores(int cores) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:ActiveProcessorCount=" + cores,
                // the thread that asks works too
                "-Djava.util.concurrent.ForkJoinPool.common.parallelism=" + (cores - 1),
                "-cp",
                System.getProperty("java.class.path"),
                CostCurves.class.getName(),
                "--cores",
                cores + "")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("failed on %d cores".formatted(cores));
    }
    return printed.lines().map(Double::valueOf).toList();
  }

  private static void print(PrintStream out, String series, String x, Runnable work) {
    print(out, series, x, batches(false, work));
  }

  private static void print(PrintStream out, String series, String x, List<Double> times) {
    List<Double> sorted = times.stream().sorted().toList();
    String row =
        String.format(
            Locale.ROOT,
            "\"%s\",%s,%.3f,%.3f,%.3f",
            series,
            x,
            sorted.get(sorted.size() / 2),
            sorted.get(0),
            sorted.get(sorted.size() - 1));
    out.println(row);
    System.err.println(row);
  }

  /** Milliseconds that the work takes, one number for each batch. */
  private static List<Double> batches(boolean byClock, Runnable work) {
    long start = System.nanoTime();
    for (int i = 0; i < WARM_UP_ROUNDS || System.nanoTime() - start < WARM_UP_NS; i++) {
      work.run();
    }
    List<Double> times = new ArrayList<>();
    for (int batch = 0; batch < BATCHES; batch++) {
      long from = now(byClock);
      long until = from;
      int rounds = 0;
      while (rounds < ROUNDS || until - from < BATCH_NS) {
        work.run();
        rounds++;
        until = now(byClock);
      }
      times.add((until - from) / 1e6 / rounds);
    }
    return times;
  }

  private static long now(boolean byClock) {
    return byClock ? System.nanoTime() : OS.getProcessCpuTime();
  }

  /** The numbers of one series in one column behind its name. */
  static double[] column(List<String> lines, String series, int column) {
    return lines.stream()
        .filter(line -> line.startsWith("\"" + series + "\""))
        .map(line -> line.substring(series.length() + 3).split(",", -1))
        .mapToDouble(cells -> Double.parseDouble(cells[column]))
        .toArray();
  }
}
