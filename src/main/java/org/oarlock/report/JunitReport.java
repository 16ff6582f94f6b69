package org.oarlock.report;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.oarlock.check.GoalResult;
import org.oarlock.check.GoalResult.Obligation;
import org.oarlock.check.PlanResult;
import org.oarlock.check.Verdict;
import org.oarlock.problem.Problem;
import org.oarlock.problem.VisibleText;
import org.oarlock.protocol.Protocol;

/**
 * The results of a check as JUnit XML, as continuous integration reads it: a plan is a test suite,
 * a goal a test case. The format has no times here, so that the same input gives the same bytes.
 *
 * <p>A required goal that is not met is a failure; what could not be judged, or what a person must
 * decide, is an error, required or not, so that it is never counted as passed. A goal that does not
 * apply, and an advisory one that is not met, is skipped, with its verdict and reason. What is
 * wrong with the input is an error of the case {@value #INPUT}. So a run is green exactly where the
 * command ends with 0.
 */
public final class JunitReport {
  /** The test case that says whether the input could be used. */
  static final String INPUT = "input";

  private static final int MAX_TEXT = TerminalText.MAX_SENTENCE;

  private final XMLStreamWriter xml;
  private final Report.Tool tool;

  private JunitReport(Report.Tool tool, XMLStreamWriter xml) {
    this.tool = tool;
    this.xml = xml;
  }

  /** How a test case ended. */
  private enum Ending {
    PASSED(""),
    SKIPPED("skipped"),
    ERROR("error"),
    FAILED("failure");

    private final String element;

    Ending(String element) {
      this.element = element;
    }
  }

  /**
   * A test case.
   *
   * @param verdict the word for it
   * @param message the reason in one line
   * @param details lines
   */
  private record Case(
      String name, Ending ending, String verdict, String message, List<String> details) {}

  /** A test suite. */
  private record Suite(String name, Map<String, String> properties, List<Case> cases) {
    long count(Ending ending) {
      return cases.stream().filter(one -> one.ending == ending).count();
    }
  }

  /** Writes the document. Flushes the writer and leaves it open. */
  public static void write(Report report, Writer out) throws IOException {
    List<Suite> suites = new ArrayList<>();
    Protocol protocol = report.protocol();
    for (PlanResult plan : report.plans()) {
      suites.add(suite(plan, protocol));
    }
    if (suites.isEmpty()) {
      suites.add(
          new Suite("no plan", properties(protocol), List.of(input(report.problems(), true))));
    }
    write(report.tool(), protocol.id() + " " + protocol.version(), suites, out);
  }

  /** Writes the document of a check whose protocol cannot be read: one test case, an error. */
  public static void writeWithoutProtocol(Report.Tool tool, List<Problem> problems, Writer out)
      throws IOException {
    Suite suite = new Suite("no protocol", Map.of(), List.of(input(problems, true)));
    write(tool, "no protocol", List.of(suite), out);
  }

  private static void write(Report.Tool tool, String name, List<Suite> suites, Writer out)
      throws IOException {
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
      new JunitReport(tool, xml).write(name, suites);
      xml.flush();
    } catch (XMLStreamException e) {
      throw e.getNestedException() instanceof IOException io ? io : new IOException(e);
    }
    out.write('\n');
    out.flush();
  }

  // ---- what is written

  private static Suite suite(PlanResult plan, Protocol protocol) {
    List<Case> cases = new ArrayList<>();
    cases.add(input(plan.problems(), false));
    plan.goals().forEach(goal -> cases.add(goal(goal)));
    return new Suite(plan.plan().label(), properties(protocol), cases);
  }

  private static Map<String, String> properties(Protocol protocol) {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("protocol", protocol.id());
    properties.put("protocol.version", protocol.version());
    properties.put("protocol.status", protocol.status().name());
    for (Protocol.SourceFile file : protocol.files()) {
      properties.put("sha256 of " + file.path(), file.sha256());
    }
    return properties;
  }

  /**
   * @param nothingJudged whether nothing could be judged, whatever the problems are
   */
  private static Case input(List<Problem> problems, boolean nothingJudged) {
    List<String> errors =
        problems.stream()
            .filter(Problem::isError)
            .flatMap(problem -> problem.toString().lines())
            .toList();
    return errors.isEmpty() && !nothingJudged
        ? new Case(INPUT, Ending.PASSED, "", "", List.of())
        : new Case(
            INPUT,
            Ending.ERROR,
            "INPUT",
            errors.isEmpty() ? "nothing was judged" : errors.get(0),
            errors);
  }

  private static Case goal(GoalResult goal) {
    List<String> details = new ArrayList<>();
    goal.judgements()
        .forEach(
            judgement ->
                details.add(
                    Wording.labelled(
                        judgement,
                        "%s %s: %s"
                            .formatted(
                                judgement.verdict(),
                                Wording.asked(judgement),
                                Figures.value(judgement)))));
    if (goal.acceptance() != null) {
      details.add(goal.acceptance().text());
    }
    String reason = Wording.reason(goal);
    return new Case(
        goal.id(),
        ending(goal),
        goal.verdict().name(),
        Wording.verdict(goal) + (reason.isEmpty() ? "" : ": " + reason),
        details);
  }

  private static Ending ending(GoalResult goal) {
    return switch (goal.verdict()) {
      case PASS, VARIATION -> Ending.PASSED;
      case NOT_APPLICABLE -> Ending.SKIPPED;
      case REVIEW, NOT_EVALUATED -> Ending.ERROR;
      case FAIL -> goal.obligation() == Obligation.REQUIRED ? Ending.FAILED : Ending.SKIPPED;
    };
  }

  // ---- how it is written

  private void write(String name, List<Suite> suites) throws XMLStreamException {
    xml.writeStartDocument("UTF-8", "1.0");
    xml.writeCharacters("\n");
    start("testsuites", "name", tool.name() + " " + tool.version() + ": " + name);
    attribute("tests", suites.stream().mapToLong(suite -> suite.cases.size()).sum());
    attribute("failures", suites.stream().mapToLong(suite -> suite.count(Ending.FAILED)).sum());
    attribute("errors", suites.stream().mapToLong(suite -> suite.count(Ending.ERROR)).sum());
    xml.writeCharacters("\n");
    for (Suite suite : suites) {
      write(suite);
    }
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  private void write(Suite suite) throws XMLStreamException {
    start("testsuite", "name", suite.name);
    attribute("tests", suite.cases.size());
    attribute("failures", suite.count(Ending.FAILED));
    attribute("errors", suite.count(Ending.ERROR));
    attribute("skipped", suite.count(Ending.SKIPPED));
    xml.writeCharacters("\n");
    if (!suite.properties.isEmpty()) {
      xml.writeStartElement("properties");
      for (Map.Entry<String, String> property : suite.properties.entrySet()) {
        start("property", "name", property.getKey());
        xml.writeAttribute("value", visible(property.getValue()));
        xml.writeEndElement();
      }
      end();
    }
    for (Case one : suite.cases) {
      write(one, suite.name);
    }
    end();
  }

  private void write(Case one, String suite) throws XMLStreamException {
    start("testcase", "name", one.name);
    xml.writeAttribute("classname", visible(suite));
    String details = String.join("\n", one.details.stream().map(JunitReport::visible).toList());
    switch (one.ending) {
      case PASSED -> {
        if (one.verdict.equals(Verdict.VARIATION.name())) {
          text("system-out", visible(one.message) + "\n" + details);
        }
      }
      case SKIPPED -> text(one.ending.element, visible(one.message));
      case ERROR, FAILED -> {
        start(one.ending.element, "type", one.verdict);
        xml.writeAttribute("message", visible(one.message));
        xml.writeCharacters(details);
        xml.writeEndElement();
      }
    }
    end();
  }

  private void start(String element, String attribute, String value) throws XMLStreamException {
    xml.writeStartElement(element);
    xml.writeAttribute(attribute, visible(value));
  }

  private void attribute(String name, long value) throws XMLStreamException {
    xml.writeAttribute(name, String.valueOf(value));
  }

  private void text(String element, String text) throws XMLStreamException {
    xml.writeStartElement(element);
    xml.writeCharacters(text);
    xml.writeEndElement();
  }

  private void end() throws XMLStreamException {
    xml.writeEndElement();
    xml.writeCharacters("\n");
  }

  /** XML has no way to write control characters, not even as references. */
  private static String visible(String text) {
    return VisibleText.of(text, MAX_TEXT);
  }
}
