package org.oarlock.bench;

import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.oarlock.dvh.DvhCalculator;
import org.oarlock.dvh.DvhOptions;
import org.oarlock.geometry.Solid;
import org.oarlock.plan.DoseGrid;

/**
 * Finds the least memory in which a DVH can be computed, beyond dose grid and contours: with ever
 * smaller heaps, until it fails.
 */
final class HeapNeed {
  private HeapNeed() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length == 2) {
      compute(arguments[0], arguments[1].equals("curves"));
      return;
    }
    for (String structure : List.of("target", "body", "skin")) {
      int without = least(structure, "none");
      int with = least(structure, "curves");
      System.out.printf(
          Locale.ROOT,
          "%s: %d MB with its curves, %d MB without them: %d MB%n",
          structure,
          with,
          without,
          with - without);
    }
  }

  private static int least(String... what) throws IOException, InterruptedException {
    int fails = 1;
    int suffices = 1024;
    while (suffices - fails > 1) {
      int middle = (fails + suffices) / 2;
      if (succeeds(middle, what)) {
        suffices = middle;
      } else {
        fails = middle;
      }
    }
    return suffices;
  }

  private static boolean succeeds(int mb, String... what) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + mb + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                HeapNeed.class.getName()));
    command.addAll(List.of(what));
    return new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }

  private static void compute(String structure, boolean curves) {
    DoseGrid dose = Cases.dose(Cases.GRID_MM);
    Solid solid =
        Cases.solid(
            switch (structure) {
              case "target" -> Cases.target(160);
              case "body" -> Cases.body();
              default -> Cases.skin();
            });
    if (curves) {
      DvhCalculator.calculate(solid, dose, DvhOptions.DEFAULT);
    }
    Reference.reachabilityFence(dose);
    Reference.reachabilityFence(solid);
  }
}
