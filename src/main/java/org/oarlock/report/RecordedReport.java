package org.oarlock.report;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.oarlock.dvh.DvhOptions;
import org.oarlock.geometry.Convention;
import org.oarlock.quantity.Dose;
import org.oarlock.report.Verification.Difference;
import org.oarlock.report.Verification.Kind;

/**
 * A JSON report of a check as it was written, by its leaves: each number, text, truth value, null
 * and empty object or array under its JSON Pointer (RFC 6901). Two reports are compared leaf by
 * leaf, so that nothing that was changed by hand is overlooked; only where files lay does not
 * count, since they may have moved, as long as what is said of a file is said of the same one.
 */
public final class RecordedReport {
  /** Numbers are equal within this share: other processors may differ in the last bits. */
  private static final double SAME = 1e-9;

  /** In the pointer of what explains a goal; null and {} are leaves, too. */
  private static final String EXPLANATION = "/explanation";

  private final Map<String, JsonLeaves.Leaf> leaves;

  private RecordedReport(Map<String, JsonLeaves.Leaf> leaves) {
    this.leaves = leaves;
  }

  /**
   * Reads a report.
   *
   * @throws IOException if it is no JSON, or too large, or the reader fails
   */
  public static RecordedReport read(Reader in) throws IOException {
    return new RecordedReport(JsonLeaves.read(in));
  }

  /** A report as it would be written now. */
  public static RecordedReport of(Report report) {
    try {
      StringWriter out = new StringWriter();
      JsonReport.write(report, out);
      return read(new StringReader(out.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // ---- what it says

  /** Why it cannot be verified, in words; null if it can. */
  public @Nullable String flaw() {
    if (!text("/tool/name").equals("oarlock") || !leaves.containsKey("/formatVersion")) {
      return "this is not a report of 'oarlock check'";
    }
    if (!text("/formatVersion").equals(String.valueOf(JsonReport.FORMAT_VERSION))) {
      return "its formatVersion is %s, not %d"
          .formatted(text("/formatVersion"), JsonReport.FORMAT_VERSION);
    }
    if (!leaves.containsKey("/protocol/files/0/path")) {
      return "it names no protocol: nothing was judged";
    }
    return leaves.containsKey("/settings/strict")
        ? null
        : "it does not say what was set: it is of an older version";
  }

  /** The path of the protocol when the report was made. */
  public String protocolPath() {
    return text("/protocol/files/0/path");
  }

  /** What it says that was set. */
  public Report.Settings settings() {
    Map<String, String> set = new LinkedHashMap<>();
    Map<String, List<String>> names = new LinkedHashMap<>();
    below("/settings/set/").forEach((name, leaf) -> set.put(unescaped(name), leaf.text()));
    below("/settings/names/")
        .forEach(
            (pointer, leaf) -> {
              int slash = pointer.lastIndexOf('/');
              List<String> of =
                  names.computeIfAbsent(
                      unescaped(slash < 0 ? pointer : pointer.substring(0, slash)),
                      n -> new ArrayList<>());
              if (slash >= 0) {
                of.add(leaf.text());
              }
            });
    JsonLeaves.Leaf relative = leaves.get("/settings/relativeDoseGy");
    JsonLeaves.Leaf fractions = leaves.get("/settings/fractionDose");
    return new Report.Settings(
        set,
        names,
        text("/settings/strict").equals("true"),
        relative == null || !relative.isNumber() ? null : Dose.ofGy(relative.number()),
        fractions == null || !fractions.isText() ? null : fractions.text(),
        List.of(),
        precision());
  }

  private DvhOptions precision() {
    DvhOptions options = DvhOptions.DEFAULT;
    for (Convention convention : Convention.values()) {
      if (convention.label().equals(text("/settings/convention"))) {
        options = options.with(convention);
      }
    }
    JsonLeaves.Leaf tolerance = leaves.get("/settings/toleranceGy");
    if (tolerance == null
        || !tolerance.isNumber()
        || tolerance.number() == options.doseToleranceGy()) {
      return options;
    }
    try {
      return options.within(Dose.ofGy(tolerance.number()));
    } catch (IllegalArgumentException e) {
      return options; // nobody can have asked for it, and so it is a difference
    }
  }

  /** Whether it names a patient. */
  public boolean showsPatient() {
    return plans().stream().anyMatch(plan -> !below(plan + "/patient/").isEmpty());
  }

  /** How many goals it has. */
  public int goals() {
    return plans().stream().mapToInt(plan -> goals(plan).size()).sum();
  }

  /** How many plans it has. */
  public int planCount() {
    return plans().size();
  }

  private String text(String pointer) {
    JsonLeaves.Leaf leaf = leaves.get(pointer);
    return leaf == null ? "" : leaf.text();
  }

  /** The leaves whose pointers start so, by the rest of their pointers. */
  private Map<String, JsonLeaves.Leaf> below(String start) {
    Map<String, JsonLeaves.Leaf> below = new LinkedHashMap<>();
    leaves.forEach(
        (pointer, leaf) -> {
          if (pointer.startsWith(start)) {
            below.put(pointer.substring(start.length()), leaf);
          }
        });
    return below;
  }

  /** The pointers of the entries of an array, in order. */
  private List<String> entries(String array) {
    Set<String> entries = new LinkedHashSet<>();
    for (String rest : below(array + "/").keySet()) {
      entries.add(array + "/" + rest.split("/", 2)[0]);
    }
    return List.copyOf(entries);
  }

  private List<String> plans() {
    return entries("/plans");
  }

  /** The pointers of a plan's goals by their ids. */
  private Map<String, String> goals(String plan) {
    Map<String, String> goals = new LinkedHashMap<>();
    for (String goal : entries(plan + "/goals")) {
      goals.put(text(goal + "/id"), goal);
    }
    return goals;
  }

  /** The hashes of files by where they lay. */
  private Map<String, String> hashes() {
    Map<String, String> hashes = new LinkedHashMap<>();
    leaves.forEach(
        (pointer, path) -> {
          if (pointer.endsWith("/path")) {
            String hash = text(pointer.substring(0, pointer.length() - 4) + "sha256");
            if (!hash.isEmpty()) {
              hashes.put(path.text(), hash);
            }
          }
        });
    return hashes;
  }

  private static String unescaped(String pointer) {
    return pointer.replace("~1", "/").replace("~0", "~");
  }

  // ---- comparing

  /** What this report says otherwise than the report that was computed anew. */
  public List<Difference> differencesTo(RecordedReport anew) {
    return new Comparison(this, anew).differences();
  }

  /** Parts of a report that are not compared leaf by leaf from the top. */
  private static final List<String> PARTS =
      List.of("tool/", "protocol/", "settings/", "plans/", "problems/");

  /** One comparison. */
  private static final class Comparison {
    private final RecordedReport recorded;
    private final RecordedReport anew;
    private final MovedFiles moved;
    private final List<Difference> differences = new ArrayList<>();

    Comparison(RecordedReport recorded, RecordedReport anew) {
      this.recorded = recorded;
      this.anew = anew;
      this.moved = new MovedFiles(recorded.hashes(), anew.hashes());
    }

    List<Difference> differences() {
      leaves(Kind.TOOL, "", "", "/tool", "/tool");
      leaves(Kind.PROTOCOL, "", "", "/protocol", "/protocol");
      leaves(Kind.SETTINGS, "", "", "/settings", "/settings");
      leaf(Kind.VERDICT, "", "", "verdict of the report", "/verdict", "/verdict");
      compare(Kind.CONTENT, "", "", head(recorded), head(anew));
      problems("", "/problems", "/problems");
      if (explanationsAreMissing()) {
        add(
            Kind.CONTENT,
            "",
            "",
            "the explanations of goals",
            "has none: it is of an older version, or they were taken out",
            "are there");
      }
      List<String> open = new ArrayList<>(anew.plans());
      for (String plan : recorded.plans()) {
        String match = match(plan, open);
        if (match == null) {
          add(Kind.PLAN, label(recorded, plan), "", "the plan", "is judged", "is not there");
        } else {
          open.remove(match);
          plan(plan, match);
        }
      }
      for (String plan : open) {
        add(Kind.PLAN, label(anew, plan), "", "the plan", "does not know it", "is there");
      }
      return differences;
    }

    /** What a report says outside of the parts that are compared by themselves. */
    private static Map<String, JsonLeaves.Leaf> head(RecordedReport report) {
      Map<String, JsonLeaves.Leaf> head = report.below("/");
      head.keySet().removeIf(p -> p.equals("verdict") || PARTS.stream().anyMatch(p::startsWith));
      return head;
    }

    /** Older versions explained no goal; then nothing more is said about it. */
    private boolean explanationsAreMissing() {
      return !explains(recorded) && explains(anew);
    }

    private static boolean explains(RecordedReport report) {
      return report.leaves.keySet().stream().anyMatch(pointer -> pointer.contains(EXPLANATION));
    }

    private static String label(RecordedReport report, String plan) {
      return report.text(plan + "/label");
    }

    /** The plan of the same files, else the one of the same objects; null if there is none. */
    private @Nullable String match(String plan, List<String> open) {
      for (String key : List.of("/sha256", "/sopInstanceUid")) {
        List<String> wanted = files(recorded, plan, key);
        for (String other : open) {
          if (wanted.equals(files(anew, other, key))) {
            return other;
          }
        }
      }
      return null;
    }

    /** What a plan's files have under a key: of structure set, plans and doses, sorted. */
    private static List<String> files(RecordedReport report, String plan, String key) {
      List<String> files = new ArrayList<>();
      files.add(report.text(plan + "/structureSet/file" + key));
      for (String phase : report.entries(plan + "/phases")) {
        files.add(report.text(phase + "/file" + key));
        for (String dose : report.entries(phase + "/dose/files")) {
          files.add(report.text(dose + key));
        }
      }
      files.sort(null);
      return files;
    }

    private void plan(String plan, String other) {
      String label = label(recorded, plan);
      Map<String, String> goals = recorded.goals(plan);
      Map<String, String> otherGoals = anew.goals(other);
      compare(Kind.CONTENT, label, "", rest(recorded, plan), rest(anew, other));
      problems(label, plan + "/problems", other + "/problems");
      goals.forEach(
          (id, goal) -> {
            String otherGoal = otherGoals.remove(id);
            if (otherGoal == null) {
              add(Kind.GOAL, label, id, "the goal", "is there", "is not asked");
            } else {
              compare(Kind.CONTENT, label, id, goal(recorded, goal), goal(anew, otherGoal));
              evidenceKeys(label, id, goal, otherGoal);
              evidence(label, id, plan, goal);
            }
          });
      if (goals.size() != recorded.entries(plan + "/goals").size()) {
        add(Kind.GOAL, label, "", "a goal", "is there twice", "is there once");
      }
      otherGoals
          .keySet()
          .forEach(id -> add(Kind.GOAL, label, id, "the goal", "is not there", "is asked"));
    }

    /** What a plan says besides goals and problems. */
    private static Map<String, JsonLeaves.Leaf> rest(RecordedReport report, String plan) {
      Map<String, JsonLeaves.Leaf> rest = report.below(plan + "/");
      rest.keySet().removeIf(p -> p.startsWith("goals/") || p.startsWith("problems"));
      return rest;
    }

    private Map<String, JsonLeaves.Leaf> goal(RecordedReport report, String goal) {
      Map<String, JsonLeaves.Leaf> leaves = report.below(goal + "/");
      leaves.keySet().removeIf(Comparison::isOfHeader);
      if (explanationsAreMissing()) {
        leaves.keySet().removeIf(pointer -> ("/" + pointer).startsWith(EXPLANATION));
      }
      return leaves;
    }

    /** Evidence repeats these from the head of the report, with which it is compared by itself. */
    private static boolean isOfHeader(String pointer) {
      return pointer.contains("/evidence/tool/")
          || pointer.contains("/evidence/protocol/")
          || pointer.contains("/evidence/files/");
    }

    /** The evidence of a goal's values names the tool, protocol and files of the same report. */
    private void evidence(String label, String id, String plan, String goal) {
      Set<String> files = new LinkedHashSet<>(files(recorded, plan, "/sha256"));
      Set<String> uids = new LinkedHashSet<>(files(recorded, plan, "/sopInstanceUid"));
      recorded
          .below(goal + "/")
          .forEach(
              (pointer, leaf) -> {
                int at = pointer.indexOf("/evidence/");
                if (at < 0 || !isOfHeader(pointer)) {
                  return;
                }
                String own = pointer.substring(at + "/evidence/".length());
                boolean same =
                    own.startsWith("files/")
                        ? own.endsWith("/path")
                            || own.endsWith("/role")
                            || files.contains(leaf.text())
                            || uids.contains(leaf.text())
                        : leaf.text().equals(recorded.text("/" + header(own)));
                if (!same) {
                  add(
                      Kind.EVIDENCE,
                      label,
                      id,
                      pointer,
                      "says " + leaf,
                      "is not what its own head says");
                }
              });
    }

    /** What evidence says beside the head of its report, and what it leaves out. */
    private void evidenceKeys(String label, String id, String goal, String otherGoal) {
      Set<String> ours = evidenceKeys(recorded, goal);
      Set<String> theirs = evidenceKeys(anew, otherGoal);
      if (!explanationsAreMissing() && !ours.equals(theirs)) {
        Set<String> lacking = new TreeSet<>(theirs);
        lacking.removeAll(ours);
        Set<String> extra = new TreeSet<>(ours);
        extra.removeAll(theirs);
        lacking.forEach(key -> add(Kind.EVIDENCE, label, id, key, "says nothing", "is there"));
        extra.forEach(key -> add(Kind.EVIDENCE, label, id, key, "is there", "says nothing"));
      }
    }

    private static Set<String> evidenceKeys(RecordedReport report, String goal) {
      return report.below(goal + "/").keySet().stream()
          .filter(Comparison::isOfHeader)
          .collect(Collectors.toSet());
    }

    /** Where the head of a report has what evidence says of tool and protocol. */
    private static String header(String own) {
      return own.startsWith("protocol/sha256/")
          ? own.replaceFirst("protocol/sha256/(\\d+)", "protocol/files/$1/sha256")
          : own;
    }

    private void problems(String label, String array, String other) {
      Map<String, List<String>> ours = byText(recorded, array);
      Map<String, List<String>> theirs = byText(anew, other);
      Set<String> texts = new TreeSet<>(ours.keySet());
      texts.addAll(theirs.keySet());
      for (String text : texts) {
        problems(
            label, text, ours.getOrDefault(text, List.of()), theirs.getOrDefault(text, List.of()));
      }
    }

    /** Problems of one text, told in as many places. */
    private void problems(String label, String text, List<String> ours, List<String> theirs) {
      if (ours.size() > theirs.size()) {
        add(Kind.PROBLEM, label, "", text, "is told", "is not found");
      } else if (ours.size() < theirs.size()) {
        add(Kind.PROBLEM, label, "", text, "is not told", "is found");
      } else {
        List<String> open = new ArrayList<>(theirs);
        for (String problem : ours) {
          String same =
              open.stream().filter(o -> areOfOneFile(problem, o)).findFirst().orElse(open.get(0));
          open.remove(same);
          Map<String, JsonLeaves.Leaf> rest = recorded.below(problem + "/");
          compare(Kind.PROBLEM, label, "", rest, anew.below(same + "/"));
        }
      }
    }

    private boolean areOfOneFile(String problem, String other) {
      JsonLeaves.Leaf file = recorded.leaves.get(problem + "/file");
      JsonLeaves.Leaf otherFile = anew.leaves.get(other + "/file");
      return file != null && otherFile != null && isSameFile(file, otherFile);
    }

    private boolean isSameFile(JsonLeaves.Leaf ours, JsonLeaves.Leaf theirs) {
      return (ours.isText() && theirs.isText())
          ? moved.areSame(ours.text(), theirs.text())
          : ours.isSame(theirs, SAME);
    }

    /** The pointers of problems by what they say, in order. */
    private static Map<String, List<String>> byText(RecordedReport report, String array) {
      Map<String, List<String>> byText = new HashMap<>();
      for (String problem : report.entries(array)) {
        byText.computeIfAbsent(problem(report, problem), t -> new ArrayList<>()).add(problem);
      }
      return byText;
    }

    private static String problem(RecordedReport report, String problem) {
      return "%s [%s] %s"
          .formatted(
              report.text(problem + "/severity"),
              report.text(problem + "/code"),
              report.text(problem + "/message"));
    }

    private void leaves(Kind kind, String label, String goal, String start, String other) {
      compare(kind, label, goal, recorded.below(start + "/"), anew.below(other + "/"));
    }

    private void compare(
        Kind kind,
        String label,
        String goal,
        Map<String, JsonLeaves.Leaf> ours,
        Map<String, JsonLeaves.Leaf> theirs) {
      Set<String> pointers = new LinkedHashSet<>(ours.keySet());
      pointers.addAll(theirs.keySet());
      for (String pointer : pointers) {
        if (!isPlace(pointer, ours)) {
          compare(
              kind(kind, pointer), label, goal, pointer, ours.get(pointer), theirs.get(pointer));
        }
      }
    }

    private void leaf(
        Kind kind, String label, String goal, String what, String pointer, String other) {
      compare(kind, label, goal, what, recorded.leaves.get(pointer), anew.leaves.get(other));
    }

    private void compare(
        Kind kind,
        String label,
        String goal,
        String what,
        JsonLeaves.@Nullable Leaf ours,
        JsonLeaves.@Nullable Leaf theirs) {
      if (ours == null || theirs == null) {
        add(kind, label, goal, what, said(ours), said(theirs));
        return;
      }
      boolean same = what.equals("file") ? isSameFile(ours, theirs) : ours.isSame(theirs, SAME);
      if (!same) {
        add(kind, label, goal, what, said(ours), said(theirs));
      }
    }

    private static String said(JsonLeaves.@Nullable Leaf leaf) {
      return leaf == null ? "nothing" : leaf.toString();
    }

    /** Where a file lay: beside its hash. */
    private static boolean isPlace(String pointer, Map<String, JsonLeaves.Leaf> leaves) {
      String parent = pointer.endsWith("path") ? pointer.substring(0, pointer.length() - 4) : "";
      return pointer.endsWith("/path") && leaves.containsKey(parent + "sha256");
    }

    private static Kind kind(Kind kind, String pointer) {
      if (kind != Kind.CONTENT) {
        return kind;
      }
      String last = pointer.substring(pointer.lastIndexOf('/') + 1);
      return switch (last) {
        case "verdict" -> Kind.VERDICT;
        case "value", "lower", "upper", "coveredPercent" -> Kind.VALUE;
        case "sha256", "sopInstanceUid" -> Kind.FILE;
        default -> Kind.CONTENT;
      };
    }

    private void add(
        Kind kind, String plan, String goal, String what, String recorded, String found) {
      differences.add(new Difference(kind, plan, goal, what, recorded, found));
    }
  }
}
