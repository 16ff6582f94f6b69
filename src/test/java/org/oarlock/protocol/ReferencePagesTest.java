package org.oarlock.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.oarlock.metric.Metric;

/** Every function and every metric has its place in the reference. */
class ReferencePagesTest {
  private static final Path PAGES = Path.of("src/site/markdown");
  private static final Path UNDOCUMENTED = Path.of("src/test/resources/undocumented-functions.txt");

  private static String page(String name) throws IOException {
    Path page = PAGES.resolve(name + ".md");
    return Files.exists(page) ? Files.readString(page) : "";
  }

  @Test
  void every_function_that_gives_a_value_is_defined_on_the_page_of_functions_or_on_the_list()
      throws IOException {
    String page = page("functions");
    Set<String> missing =
        Function.all().stream()
            .filter(function -> function.result() != Function.Result.STRUCTURE)
            .map(Function::name)
            .filter(name -> !page.contains("`" + name + "("))
            .collect(Collectors.toCollection(TreeSet::new));
    List<String> listed = Files.readAllLines(UNDOCUMENTED);
    assertThat(listed)
        .as("those that are defined by now come off the list in " + UNDOCUMENTED)
        .containsAll(missing);
    assertThat(listed).allMatch(name -> Function.named(name).isPresent());
  }

  @Test
  void every_metric_has_a_section() throws IOException {
    String page = page("metrics");
    Stream<String> words =
        Stream.of(
                Stream.of("V", "CV", "D", "DC", "Volume", "gEUD"),
                Arrays.stream(Metric.DoseStatistic.Kind.values())
                    .map(
                        kind -> new Metric.DoseStatistic(kind, org.oarlock.quantity.Unit.GY).text())
                    .map(text -> text.replace("[Gy]", "")),
                Arrays.stream(Metric.Index.values()).map(Metric.Index::name))
            .flatMap(w -> w);
    assertThat(words).allSatisfy(word -> assertThat(page).contains("\n## " + word + ": "));
  }

  @Test
  void there_are_no_metrics_but_those() {
    assertThat(Metric.class.getPermittedSubclasses())
        .extracting(Class::getSimpleName)
        .containsExactlyInAnyOrder(
            "VolumeAtDose", "DoseAtVolume", "DoseStatistic", "TotalVolume", "Geud", "Index");
  }
}
