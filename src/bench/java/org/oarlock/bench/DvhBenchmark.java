package org.oarlock.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.oarlock.dvh.DvhCalculator;
import org.oarlock.dvh.DvhOptions;
import org.oarlock.dvh.StructureDose;
import org.oarlock.geometry.Solid;
import org.oarlock.plan.DoseGrid;
import org.oarlock.quantity.Dose;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * DVHs on a dose of 200 x 150 x 180 nodes at 2.5 mm, from solids to curves under all conventions.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class DvhBenchmark {
  private static final DvhOptions ONE_CENTIGRAY = DvhOptions.DEFAULT.within(Dose.ofGy(0.01));

  private DoseGrid dose;
  private Solid target;
  private Solid body;
  private Solid skin;
  private List<Solid> organs;

  @Setup
  public void prepare() {
    dose = Cases.dose(Cases.GRID_MM);
    target = Cases.solid(Cases.target(160));
    body = Cases.solid(Cases.body());
    skin = Cases.solid(Cases.skin());
    organs = Cases.organs(20);
  }

  @Benchmark
  public StructureDose target33Cm3() {
    return DvhCalculator.calculate(target, dose, DvhOptions.DEFAULT);
  }

  @Benchmark
  public StructureDose body35Litres() {
    return DvhCalculator.calculate(body, dose, ONE_CENTIGRAY);
  }

  @Benchmark
  public StructureDose skinOf3Mm() {
    return DvhCalculator.calculate(skin, dose, DvhOptions.DEFAULT);
  }

  @Benchmark
  public List<StructureDose> plan20Structures() {
    DvhCalculator calculator = new DvhCalculator(dose, DvhOptions.DEFAULT);
    return organs.parallelStream().map(calculator::of).toList();
  }

  /** The skin, 5 mm thick, made from the body's outline. */
  @Benchmark
  public Solid shellOf5Mm() {
    return body.shell(5);
  }
}
