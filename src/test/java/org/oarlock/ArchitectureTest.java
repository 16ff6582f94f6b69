package org.oarlock;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The package map. Each package of this project is a key, and what it may import of the others is
 * its value: a new package or a new arrow is a change here, made on purpose. The same holds for
 * libraries, each of which has its rooms.
 */
class ArchitectureTest {
  private static final String BASE = "org.oarlock";

  private static final Map<String, Set<String>> MAY_IMPORT =
      Map.ofEntries(
          Map.entry("quantity", Set.of()),
          Map.entry("problem", Set.of()),
          Map.entry("geometry", Set.of("quantity")),
          Map.entry("plan", Set.of("geometry", "quantity")),
          Map.entry("beam", Set.of("plan", "geometry", "quantity", "problem")),
          Map.entry("dicom", Set.of("plan", "geometry", "quantity", "problem")),
          Map.entry("dvh", Set.of("plan", "geometry", "quantity")),
          Map.entry("metric", Set.of("dvh", "plan", "geometry", "quantity", "problem")),
          Map.entry("picture", Set.of("beam", "dvh", "plan", "geometry", "quantity")),
          Map.entry("pdf", Set.of("picture", "plan")),
          Map.entry("validation", Set.of("metric", "dvh", "plan", "geometry", "quantity")),
          Map.entry("protocol", Set.of("metric", "quantity", "problem")),
          Map.entry(
              "check",
              Set.of(
                  "protocol", "metric", "dvh", "beam", "plan", "geometry", "quantity", "problem")),
          Map.entry(
              "report",
              Set.of(
                  "check",
                  "validation",
                  "protocol",
                  "pdf",
                  "picture",
                  "beam",
                  "metric",
                  "dvh",
                  "plan",
                  "geometry",
                  "quantity",
                  "problem")),
          Map.entry(
              "app",
              Set.of(
                  "report",
                  "validation",
                  "check",
                  "protocol",
                  "metric",
                  "dvh",
                  "dicom",
                  "plan",
                  "geometry",
                  "quantity",
                  "problem")),
          Map.entry("store", Set.of("problem")),
          Map.entry(
              "batch",
              Set.of(
                  "app",
                  "store",
                  "dicom",
                  "report",
                  "check",
                  "protocol",
                  "metric",
                  "plan",
                  "quantity",
                  "problem")),
          // of the job for Apache Spark, which only its own profile builds
          Map.entry("spark", Set.of("batch", "store", "app", "check", "problem")),
          Map.entry(
              "cli", Set.of("app", "batch", "spark", "store", "report", "quantity", "problem")));

  /** Libraries by the start of their package names, and the packages that may use them. */
  private static final Map<String, Set<String>> ROOMS =
      Map.ofEntries(
          Map.entry("org.locationtech.jts.", Set.of("geometry")),
          Map.entry("org.snakeyaml.engine.", Set.of("protocol")),
          Map.entry("tools.jackson.core.", Set.of("report")),
          Map.entry("javax.xml.stream.", Set.of("report")),
          Map.entry("com.openhtmltopdf.", Set.of("pdf")),
          Map.entry("org.apache.pdfbox.", Set.of("pdf")),
          Map.entry("org.apache.fontbox.", Set.of("pdf")),
          Map.entry("com.jcraft.jzlib.", Set.of("pdf", "report")),
          Map.entry("picocli.", Set.of("cli")),
          Map.entry("javax.crypto.", Set.of("batch")),
          Map.entry("org.apache.commons.statistics.", Set.of("batch")),
          Map.entry("org.apache.parquet.", Set.of("batch", "spark")),
          Map.entry("org.apache.spark.", Set.of("spark")),
          Map.entry("org.apache.hadoop.", Set.of("spark")),
          Map.entry("scala.", Set.of("spark")),
          Map.entry("org.jspecify.annotations.", MAY_IMPORT.keySet()));

  /** Packages without input, output, clock, log and randomness: same input, same bytes out. */
  private static final Set<String> PURE =
      Set.of(
          "quantity", "problem", "geometry", "plan", "beam", "dvh", "picture", "metric", "check");

  private static final List<String> IMPURE =
      List.of(
          "java.io.File",
          "java.io.Input",
          "java.io.Output",
          "java.io.Print",
          "java.io.RandomAccess",
          "java.io.Reader",
          "java.io.Writer",
          "java.net.",
          "java.nio.channels.",
          "java.nio.file.",
          "java.security.SecureRandom",
          "java.time.",
          "java.util.Date",
          "java.util.Random",
          "java.util.SplittableRandom",
          "java.util.UUID",
          "java.util.concurrent.ThreadLocalRandom",
          "java.util.logging.",
          "java.util.random.");

  private static final Set<String> IMPURE_CALLS =
      Set.of(
          "java.lang.Math.random",
          "java.lang.System.currentTimeMillis",
          "java.lang.System.nanoTime",
          "java.lang.System.getenv",
          "java.lang.System.getProperty",
          "java.util.Locale.getDefault",
          "java.util.TimeZone.getDefault");

  private static final Set<String> STANDARD_STREAMS =
      Set.of("java.lang.System.in", "java.lang.System.out", "java.lang.System.err");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(location -> !location.contains("/test-classes/"))
          .importPackages(BASE);

  @Test
  void the_classes_are_seen_at_all() {
    assertThat(CLASSES)
        .extracting(JavaClass::getName)
        .contains("org.oarlock.quantity.Dose", "org.oarlock.problem.Problem")
        .noneMatch(name -> name.endsWith("Test"))
        .hasSizeGreaterThan(40);
    assertThat(CLASSES.get("org.oarlock.quantity.Dose").getDirectDependenciesFromSelf())
        .anyMatch(d -> d.getTargetClass().getName().equals("org.oarlock.quantity.DecimalText"));
  }

  @Test
  void every_package_is_on_the_map() {
    assertThat(sorted(CLASSES.stream().map(ArchitectureTest::packageOf)))
        .isSubsetOf(MAY_IMPORT.keySet());
    assertThat(MAY_IMPORT.values())
        .allSatisfy(allowed -> assertThat(allowed).isSubsetOf(MAY_IMPORT.keySet()));
  }

  @Test
  void packages_import_only_what_the_map_allows() {
    assertThat(
            sorted(
                dependencies()
                    .filter(d -> isOurs(d.getTargetClass()))
                    .filter(d -> !mayImport(d.getOriginClass(), d.getTargetClass()))
                    .map(Dependency::getDescription)))
        .isEmpty();
  }

  @Test
  void packages_are_free_of_cycles() {
    SlicesRuleDefinition.slices()
        .matching(BASE + ".(*)..")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(false)
        .check(CLASSES);
  }

  @Test
  void libraries_stay_in_their_rooms() {
    assertThat(
            sorted(
                dependencies()
                    .filter(d -> !isOurs(d.getTargetClass()))
                    .filter(d -> !isJdk(d.getTargetClass()))
                    .filter(
                        d -> !roomsOf(d.getTargetClass()).contains(packageOf(d.getOriginClass())))
                    .map(Dependency::getDescription)))
        .isEmpty();
  }

  @Test
  void only_the_command_line_touches_the_standard_streams() {
    assertThat(
            sorted(
                accesses()
                    .filter(a -> STANDARD_STREAMS.contains(target(a)))
                    .filter(a -> !packageOf(a.getOriginOwner()).equals("cli"))
                    .map(JavaAccess::getDescription)))
        .isEmpty();
  }

  @Test
  void what_computes_does_no_input_or_output_and_reads_no_clock() {
    assertThat(
            sorted(
                dependencies()
                    .filter(d -> PURE.contains(packageOf(d.getOriginClass())))
                    .filter(d -> IMPURE.stream().anyMatch(nameOf(d.getTargetClass())::startsWith))
                    .map(Dependency::getDescription)))
        .isEmpty();
    assertThat(
            sorted(
                accesses()
                    .filter(a -> PURE.contains(packageOf(a.getOriginOwner())))
                    .filter(a -> IMPURE_CALLS.contains(target(a)))
                    .map(JavaAccess::getDescription)))
        .isEmpty();
  }

  @Test
  void nobody_but_the_entry_point_ends_the_process() {
    assertThat(
            sorted(
                accesses()
                    .filter(a -> target(a).equals("java.lang.System.exit"))
                    .map(a -> a.getOriginOwner().getName())))
        .isSubsetOf("org.oarlock.cli.Main", "org.oarlock.cli.SparkMain");
  }

  private static Stream<Dependency> dependencies() {
    return CLASSES.stream().flatMap(c -> c.getDirectDependenciesFromSelf().stream());
  }

  private static Stream<JavaAccess<?>> accesses() {
    return CLASSES.stream().flatMap(c -> c.getAccessesFromSelf().stream());
  }

  private static String target(JavaAccess<?> access) {
    return access.getTargetOwner().getName() + "." + access.getTarget().getName();
  }

  private static boolean mayImport(JavaClass from, JavaClass to) {
    String origin = packageOf(from);
    String target = packageOf(to);
    return origin.equals(target) || MAY_IMPORT.getOrDefault(origin, Set.of()).contains(target);
  }

  /**
   * The part of the package's name below the base, {@code dicom}; sub-packages are none of ours.
   */
  private static String packageOf(JavaClass type) {
    String name = type.getPackageName();
    return name.length() > BASE.length() ? name.substring(BASE.length() + 1) : name;
  }

  private static String nameOf(JavaClass type) {
    return type.getBaseComponentType().getName();
  }

  private static boolean isOurs(JavaClass type) {
    return nameOf(type).startsWith(BASE + ".");
  }

  private static boolean isJdk(JavaClass type) {
    return type.getBaseComponentType().isPrimitive() || nameOf(type).startsWith("java.");
  }

  private static Set<String> roomsOf(JavaClass library) {
    return ROOMS.entrySet().stream()
        .filter(room -> nameOf(library).startsWith(room.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(Set.of());
  }

  private static Set<String> sorted(Stream<String> texts) {
    return texts.collect(toCollection(TreeSet::new));
  }
}
