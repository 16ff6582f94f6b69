package org.oarlock.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Measures how long the job takes on a cluster of its own on this machine, with one executor of one
 * core and with two, in turn: {@code SparkCost FOLDER ROUNDS PROTOCOL ROOT...}. The folder is where
 * the cluster's files and the tables go.
 */
final class SparkCost {
  private static final int MOST_MINUTES = 30;
  private static final int POLL_MILLIS = 100;

  private SparkCost() {}

  /**
   * Prints one line for each job: executors, seconds by the clock from submitting to its end, and
   * those of the processor.
   */
  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    int rounds = Integer.parseInt(arguments[1]);
    String protocol = arguments[2];
    List<String> roots = Arrays.asList(arguments).subList(3, arguments.length);
    try (SparkCluster cluster = SparkCluster.start(folder, 2)) {
      for (int round = 0; round < rounds; round++) {
        for (int executors = 1; executors <= 2; executors++) {
          String name = "job-%d-%d".formatted(round, executors);
          double spent = cluster.processorSeconds();
          double seconds = seconds(cluster, name, executors, folder, protocol, roots);
          System.out.printf(
              "%d executor(s)  %.1f s, processor %.1f s%n",
              executors, seconds, cluster.processorSeconds() - spent);
        }
      }
    }
  }

  private static double seconds(
      SparkCluster cluster,
      String name,
      int executors,
      Path folder,
      String protocol,
      List<String> roots)
      throws IOException, InterruptedException {
    List<Object> job = new java.util.ArrayList<>(roots);
    job.addAll(List.of("--protocol", protocol, "--out", folder.resolve(name + "-tables")));
    long start = System.nanoTime();
    Process process = cluster.submit(name, executors, List.of(), job);
    while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS) && !isTooLong(start)) {
      cluster.processorSeconds();
    }
    if (process.isAlive() || process.exitValue() > 1) {
      throw new IllegalStateException("the job did not end well, see " + name + ".err");
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private static boolean isTooLong(long start) {
    return System.nanoTime() - start > TimeUnit.MINUTES.toNanos(MOST_MINUTES);
  }
}
