package org.oarlock.report;

import java.util.List;
import java.util.Map;
import org.oarlock.quantity.Unit;
import org.oarlock.report.ArchiveReport.BadPlan;
import org.oarlock.report.ArchiveReport.Box;
import org.oarlock.report.ArchiveReport.DamagedFile;
import org.oarlock.report.ArchiveReport.Edition;
import org.oarlock.report.ArchiveReport.FileList;
import org.oarlock.report.ArchiveReport.GoalFigures;
import org.oarlock.report.ArchiveReport.Met;
import org.oarlock.report.ArchiveReport.OpenPlan;
import org.oarlock.report.ArchiveReport.Outlier;
import org.oarlock.report.ArchiveReport.PlanLink;
import org.oarlock.report.ArchiveReport.Reason;

/** A small archive with everything that a page about one can show. */
final class SampleArchive {
  private SampleArchive() {}

  static ArchiveReport report() {
    GoalFigures goal =
        new GoalFigures(
            "cord-max",
            "SpinalCord",
            "Max[Gy]",
            "< 40 Gy",
            false,
            false,
            Map.of("PASS", 60L, "FAIL", 15L, "NOT_EVALUATED", 5L),
            new Box(75, 10, 20, 30, 35, 45, 60, 70),
            Unit.GY,
            Map.of("2025", new Met(20, 40), "2026", new Met(40, 40)));
    Edition edition =
        new Edition(
            "Title <script>alert(1)</script>",
            "cord@1.0.0",
            "",
            "0.1.0",
            Map.of("PASS", 60L, "FAIL", 15L, "ERROR", 5L),
            List.of(goal),
            List.of("2025", "2026"),
            List.of(new Reason("the plan has no structure SpinalCord", 5, "cord-max")),
            List.of(new Reason("a value of 10 bytes is declared [dicom-truncated]", 5, "P1")),
            new FileList(
                List.of(
                    new DamagedFile(
                        "/archive/<i>.dcm",
                        "it ends too early [dicom-truncated]",
                        5,
                        List.of(
                            new PlanLink("P3", "/archive/3/RP.dcm", "reports/3.html"),
                            new PlanLink("", "/archive/4/RP.dcm", "")))),
                12),
            List.of(
                new BadPlan(
                    "<b>bold</b>", "/archive/1/RP.dcm", "reports/a%20b.html", 1, 0, "cord-max")),
            List.of(
                new OpenPlan(
                    new PlanLink("P3", "/archive/3/RP.dcm", "reports/3.html"),
                    "ERROR",
                    "it ends too early")),
            5,
            List.of(new Outlier("P2", "/archive/2/RP.dcm", "", "cord-max", 70, Unit.GY, 35, 4.72)));
    return new ArchiveReport(
        new Report.Tool("oarlock", "0.1.0"), List.of(edition), new FileList(List.of(), 0));
  }
}
