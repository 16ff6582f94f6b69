package org.oarlock.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.oarlock.dicom.Inventory;
import org.oarlock.dicom.LoadRequest;
import org.oarlock.dicom.PlanLoader;
import org.oarlock.protocol.ProtocolReader;
import org.oarlock.protocol.ProtocolReading;
import org.oarlock.testplans.ClinicSizedPlan;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Reading: a plan with a dose of 20 MB, one with a structure set of 30 MB, all protocols. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ReadingBenchmark {
  private static final int COPIES = 4;
  private static final double COARSE_MM = 20;

  private Path folder;
  private Path largeDose;
  private Path largeStructures;
  private List<Path> protocols;

  @Setup
  public void prepare() throws IOException {
    folder = Files.createTempDirectory("oarlock-bench");
    largeDose = folder.resolve("dose");
    largeStructures = folder.resolve("structures");
    ClinicSizedPlan.write(largeDose, Cases.GRID_MM, 1);
    ClinicSizedPlan.write(largeStructures, COARSE_MM, COPIES);
    try (Stream<Path> files = Files.list(Path.of("constraints"))) {
      protocols = files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @TearDown
  public void remove() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(ReadingBenchmark::delete);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Benchmark
  public Inventory planWithDoseOf20Mb() {
    return PlanLoader.load(LoadRequest.of(largeDose), (done, total) -> {});
  }

  @Benchmark
  public Inventory planWithStructuresOf30Mb() {
    return PlanLoader.load(LoadRequest.of(largeStructures), (done, total) -> {});
  }

  @Benchmark
  public List<ProtocolReading> allProtocols() {
    return protocols.stream().map(ProtocolReader::read).toList();
  }
}
