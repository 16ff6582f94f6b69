package org.oarlock.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.oarlock.check.CrossCheck;
import org.oarlock.dvh.DvhComparison;
import org.oarlock.dvh.DvhComparison.Figure;

/** The planning system's own histograms beside ours, as a table of a page. */
final class CrossCheckTable {
  /** As {@link DvhComparison} names its figures. */
  private static final List<String> FIGURES = List.of("Volume", "Mean", "D95%", "D50%", "D2%");

  private final Html html;
  private final CrossCheck check;

  CrossCheckTable(Html html, CrossCheck check) {
    this.html = html;
    this.check = check;
  }

  void write() throws IOException {
    if (check.isEmpty()) {
      return;
    }
    html.start("div", "class", "scroll").start("table", "class", "figures cross-check");
    html.leaf(
        "caption",
        "The planning system's own histograms / ours, volumes in cm\u00B3, doses in Gy. "
            + Wording.crossCheck(check));
    html.start("thead").start("tr").leaf("th", "Structure", "scope", "col");
    for (String figure : FIGURES) {
      html.leaf("th", figure, "scope", "col", "class", "number");
    }
    html.leaf("th", "Curve %", "scope", "col", "class", "number").leaf("th", "", "scope", "col");
    html.end().end().start("tbody");
    for (CrossCheck.Compared compared : check.compared()) {
      row(compared);
    }
    for (Map.Entry<String, List<String>> others : othersByReason().entrySet()) {
      html.start("tr")
          .leaf("th", String.join(", ", others.getValue()), "scope", "row")
          .leaf("td", "not compared: " + others.getKey(), "colspan", "7")
          .endLine();
    }
    html.end().end().endLine();
  }

  private Map<String, List<String>> othersByReason() {
    Map<String, List<String>> byReason = new LinkedHashMap<>();
    for (CrossCheck.NotCompared other : check.notCompared()) {
      byReason
          .computeIfAbsent(other.reason(), r -> new ArrayList<>())
          .add(TerminalText.name(other.structure()));
    }
    return byReason;
  }

  private void row(CrossCheck.Compared compared) throws IOException {
    DvhComparison comparison = compared.comparison();
    String dose =
        compared.dose().equals("total") ? "" : " (" + TerminalText.name(compared.dose()) + ")";
    html.start("tr").leaf("th", TerminalText.name(compared.structure()) + dose, "scope", "row");
    for (String name : FIGURES) {
      figure(comparison, name);
    }
    cell(Figures.fixed(comparison.gap().percent(), 1), comparison.gap().agrees());
    html.leaf("td", said(comparison)).endLine();
  }

  private void figure(DvhComparison comparison, String name) throws IOException {
    for (Figure figure : comparison.figures()) {
      if (figure.name().equals(name)) {
        cell(
            Figures.fixed(figure.theirs(), 2) + " / " + Figures.fixed(figure.ours(), 2),
            figure.agrees());
        return;
      }
    }
    cell("", true);
  }

  /** What differs is marked by a word's weight and a sign, not by colour alone. */
  private void cell(String text, boolean agrees) throws IOException {
    html.start("td", "class", "number");
    if (agrees) {
      html.text(text);
    } else {
      html.leaf("strong", "\u2260 " + text);
    }
    html.end();
  }

  private static String said(DvhComparison comparison) {
    List<String> said = new ArrayList<>();
    said.add(
        comparison.causes().isEmpty()
            ? "agrees"
            : comparison.causes().stream()
                .map(DvhComparison.Reason::text)
                .collect(Collectors.joining(", and ")));
    DvhComparison.StatedMean mean = comparison.statedMean();
    if (mean != null && mean.reason() != null) {
      said.add("the mean stated, " + Figures.fixed(mean.value(), 2) + ": " + mean.reason().text());
    }
    return String.join("; ", said);
  }
}
