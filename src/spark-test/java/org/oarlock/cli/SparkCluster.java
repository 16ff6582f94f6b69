package org.oarlock.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;

/**
 * A standalone cluster of Spark on the loopback interface, started from the jars of Maven Central
 * alone: a master and workers of one core and one gigabyte each. Every process of it ends by itself
 * after a while, whatever becomes of the test.
 */
final class SparkCluster implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final int MOST_SECONDS = 3600;
  private static final String MASTER = "org.apache.spark.deploy.master.Master";
  private static final String WORKER = "org.apache.spark.deploy.worker.Worker";
  private static final String SUBMIT = "org.apache.spark.deploy.SparkSubmit";

  private final Path folder;
  private final String classpath;
  private final String master;
  private final List<Process> processes = new ArrayList<>();
  private final Map<Long, Duration> spentBy = new HashMap<>();
  private boolean isClosed;
  private final Thread hook = new Thread(this::kill);

  private SparkCluster(Path folder, int port) throws IOException {
    this.folder = folder;
    this.classpath =
        Files.readString(Path.of(System.getProperty("oarlock.spark.classpath"))).strip();
    this.master = "spark://" + HOST + ":" + port;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Starts a cluster whose files lie in a folder. */
  static SparkCluster start(Path folder, int workers) throws Exception {
    int port = freePort();
    SparkCluster cluster = new SparkCluster(folder, port);
    try {
      cluster.start(
          "master",
          List.of(MASTER, "--host", HOST, "--port", String.valueOf(port), "--webui-port", "0"));
      await("the master", () -> answers(port));
      for (int i = 0; i < workers; i++) {
        cluster.startWorker("worker-" + i);
      }
      await(
          "the workers",
          () ->
              cluster.said("master").filter(line -> line.contains("Registering worker")).count()
                  == workers);
      return cluster;
    } catch (Exception | Error e) {
      cluster.close();
      throw e;
    }
  }

  private void startWorker(String name) throws IOException {
    start(
        name,
        List.of(
            WORKER,
            "--host",
            HOST,
            "--cores",
            "1",
            "--memory",
            "1g",
            "--webui-port",
            "0",
            "--work-dir",
            folder.resolve(name).toString(),
            master));
  }

  private Process start(String name, List<String> arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "timeout",
                "--kill-after=5",
                String.valueOf(MOST_SECONDS),
                Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(List.of(JavaModuleOptions.defaultModuleOptionArray()));
    command.addAll(List.of("-Xmx1g", "-cp", classpath));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(folder.resolve(name + ".out").toFile())
            .redirectError(folder.resolve(name + ".err").toFile());
    Files.createDirectories(folder.resolve("home/jars")); // a worker looks whether it is there
    builder.environment().put("SPARK_HOME", folder.resolve("home").toString());
    builder.environment().put("SPARK_DIST_CLASSPATH", classpath);
    builder.environment().put("SPARK_SCALA_VERSION", System.getProperty("oarlock.spark.scala"));
    builder.environment().put("SPARK_LOCAL_IP", HOST);
    builder.environment().put("SPARK_LOCAL_DIRS", folder.resolve("local").toString());
    synchronized (processes) {
      if (isClosed) {
        throw new IOException("the cluster is closed");
      }
      Process process = builder.start();
      processes.add(process);
      return process;
    }
  }

  /**
   * Does what {@code spark-submit} does.
   *
   * @param name of the files that it writes to
   * @param executors how many of the workers it may use
   * @param settings of Spark, {@code name=value}
   */
  Process submit(String name, int executors, List<String> settings, List<?> arguments)
      throws IOException {
    List<String> all =
        new ArrayList<>(
            List.of(
                SUBMIT,
                "--master",
                master,
                "--executor-memory",
                "1g",
                "--total-executor-cores",
                String.valueOf(executors),
                "--conf",
                "spark.ui.enabled=false"));
    settings.forEach(setting -> all.addAll(List.of("--conf", setting)));
    all.add(System.getProperty("oarlock.spark.jar"));
    arguments.forEach(argument -> all.add(argument.toString()));
    return start(name, all);
  }

  /** The lines that a process has written as messages, so far. */
  Stream<String> said(String name) {
    try {
      return Files.readString(folder.resolve(name + ".err")).lines();
    } catch (IOException e) {
      return Stream.empty();
    }
  }

  /** What a process has written as its result. */
  String out(String name) throws IOException {
    return Files.readString(folder.resolve(name + ".out"));
  }

  /** The processes that judge plans: Java under workers, which are Java under their time limit. */
  List<ProcessHandle> executors() {
    return processes.stream()
        .flatMap(Process::children)
        .flatMap(ProcessHandle::children)
        .filter(process -> process.info().command().orElse("").endsWith("java"))
        .toList();
  }

  /**
   * What the processor has spent on master, workers and their jobs until now, in seconds. To be
   * asked often: the last of a process that has ended is what it had spent when this was asked.
   */
  double processorSeconds() {
    processes.stream()
        .flatMap(process -> Stream.concat(Stream.of(process.toHandle()), process.descendants()))
        .forEach(
            process ->
                process
                    .info()
                    .totalCpuDuration()
                    .ifPresent(spent -> spentBy.merge(process.pid(), spent, SparkCluster::longer)));
    return spentBy.values().stream().mapToLong(Duration::toMillis).sum() / 1e3;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > TimeUnit.MINUTES.toNanos(5)) {
        throw new AssertionError("waited too long for " + what);
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
      return socket.getLocalPort();
    }
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket(HOST, port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private void kill() {
    List<ProcessHandle> all;
    synchronized (processes) {
      isClosed = true;
      all =
          processes.stream()
              .flatMap(
                  process -> Stream.concat(process.descendants(), Stream.of(process.toHandle())))
              .toList();
    }
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(process -> process.onExit().join());
  }

  @Override
  public void close() {
    kill();
    Runtime.getRuntime().removeShutdownHook(hook);
  }
}
