package org.oarlock.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.oarlock.check.Verdict;
import org.oarlock.metric.NoValue;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
import org.oarlock.protocol.Protocol;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** JUnit XML under the schema that Jenkins reads it by. */
class JunitReportTest {
  private static final File SCHEMA = new File("src/test/resources/junit/jenkins-junit.xsd");

  private static String xml(Report report) throws IOException {
    StringWriter out = new StringWriter();
    JunitReport.write(report, out);
    return out.toString();
  }

  private static void validate(String xml) throws IOException, SAXException {
    Schema schema = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI).newSchema(SCHEMA);
    schema.newValidator().validate(new StreamSource(new StringReader(xml)));
  }

  private static Document read(String xml)
      throws IOException, SAXException, ParserConfigurationException {
    validate(xml);
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
  }

  private static Element testcase(Document document, String name) {
    NodeList cases = document.getElementsByTagName("testcase");
    for (int i = 0; i < cases.getLength(); i++) {
      if (((Element) cases.item(i)).getAttribute("name").equals(name)) {
        return (Element) cases.item(i);
      }
    }
    throw new AssertionError("no test case " + name);
  }

  /** The name and the message of what a test case holds; "passed" if nothing. */
  private static String ending(Document document, String name) {
    Element one = testcase(document, name);
    if (one.getFirstChild() == null) {
      return "passed";
    }
    Element child = (Element) one.getFirstChild();
    String text = child.hasAttribute("message") ? child.getAttribute("message") : "";
    return child.getTagName() + " " + (text.isEmpty() ? child.getTextContent() : text);
  }

  @Test
  void a_goal_is_a_test_case_that_passes_only_where_it_is_met() throws Exception {
    Document document = read(xml(SampleReports.trunk(false)));
    assertThat(ending(document, "ptv1-d95")).isEqualTo("passed");
    assertThat(ending(document, "ptv2-d95")).startsWith("system-out VARIATION: 94.20 % is below");
    assertThat(ending(document, "heart-v30")).isEqualTo("failure FAIL: 31.02 % is not below 30 %");
    assertThat(ending(document, "liver")).startsWith("error REVIEW: the readings of the source");
    assertThat(ending(document, "bowel-v50"))
        .isEqualTo("error NOT_EVALUATED: no structure is called 'Bowel_Small' or 'SmallBowel'");
    assertThat(ending(document, "fields"))
        .isEqualTo("skipped NOT_APPLICABLE: its condition static is false");
  }

  @Test
  void the_counts_are_those_of_the_cases() throws Exception {
    Element suite =
        (Element) read(xml(SampleReports.trunk(false))).getElementsByTagName("testsuite").item(0);
    assertThat(suite.getAttribute("name")).isEqualTo("Trunk50 + Boost14");
    assertThat(suite.getAttribute("tests")).isEqualTo("10");
    assertThat(suite.getAttribute("failures")).isEqualTo("1");
    assertThat(suite.getAttribute("errors")).isEqualTo("2");
    assertThat(suite.getAttribute("skipped")).isEqualTo("1");
    assertThat(suite.getElementsByTagName("testcase").getLength()).isEqualTo(10);
  }

  @Test
  void a_failure_shows_value_and_limit() throws Exception {
    Document document = read(xml(SampleReports.trunk(false)));
    assertThat(testcase(document, "heart-v30").getTextContent())
        .isEqualTo("FAIL V30Gy[%] < 30 %: 31.02 %");
    assertThat(testcase(document, "liver").getTextContent())
        .isEqualTo(
            "reading 1: FAIL V20Gy[%] < 30 %: 34.57 %\nreading 2: PASS V40Gy[%] < 30 %: 11.20 %");
  }

  @Test
  void an_advisory_goal_that_is_not_met_is_skipped_and_says_so() throws Exception {
    Document document = read(xml(SampleReports.named("goal")));
    assertThat(ending(document, "goal")).isEqualTo("error REVIEW: goal"); // advisory, but open
    Report failed =
        SampleReports.withGoals(
            SampleReports.advisory(
                SampleReports.single(
                    "soft",
                    "S",
                    "total",
                    Verdict.FAIL,
                    "too much",
                    SampleReports.judgement("S", "D2cc[Gy]", new NoValue(""), "< 1 Gy"))));
    assertThat(ending(read(xml(failed)), "soft")).isEqualTo("skipped FAIL: too much");
  }

  @Test
  void what_is_wrong_with_the_input_is_an_error() throws Exception {
    assertThat(ending(read(xml(SampleReports.trunk(false))), "input")).isEqualTo("passed");
    assertThat(ending(read(xml(SampleReports.named("bad"))), "input"))
        .startsWith("error error: bad:1:1 (bad): bad [hostile]");
  }

  @Test
  void no_plan_and_no_protocol_are_errors_too() throws Exception {
    Document noPlan = read(xml(SampleReports.of(Protocol.Status.APPROVED)));
    assertThat(ending(noPlan, "input")).isEqualTo("error nothing was judged");
    StringWriter out = new StringWriter();
    Problem problem = Problem.error("yaml-syntax", SourceLocation.file("p.yaml"), "bad", null);
    JunitReport.writeWithoutProtocol(SampleReports.TOOL, List.of(problem), out);
    assertThat(ending(read(out.toString()), "input"))
        .isEqualTo("error error: p.yaml: bad [yaml-syntax]");
  }

  @Test
  void hostile_texts_stay_text() throws Exception {
    for (String text : HostileText.ALL) {
      Document document = read(xml(SampleReports.named(text)));
      assertThat(document.getElementsByTagName("testcase").getLength())
          .as(HostileText.brief(text))
          .isEqualTo(3);
      assertThat(document.getElementsByTagName("script").getLength()).isZero();
    }
  }

  @Test
  void it_has_no_times_and_the_same_report_gives_the_same_bytes() throws IOException {
    assertThat(xml(SampleReports.trunk(false)))
        .isEqualTo(xml(SampleReports.trunk(false)))
        .doesNotContain("time=", "timestamp=", "hostname=")
        .endsWith("</testsuites>\n");
  }
}
