package org.oarlock.protocol;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A key of the protocol language. The reader takes from here which keys an entry has and which
 * words they take; the JSON Schema is made of the same, so that the two cannot differ.
 *
 * @param name as authors write it
 * @param shape what stands under it
 * @param words the words that it takes, the default first; empty unless its shape is WORD
 * @param largest the largest number that it takes; 0 unless its shape is COUNT
 * @param meaning one or two sentences for authors
 */
record Key(String name, Shape shape, List<String> words, int largest, String meaning) {
  static final int MAX_NAME = 64;

  /** What can stand under a key. */
  enum Shape {
    TEXT,
    /** A name of letters, digits, {@code . _ -}. */
    ID,
    WORD,
    /** True or false. */
    FLAG,
    /** A whole number from 1 on. */
    COUNT,
    /** A dose or a range of doses. */
    DOSE,
    /** A whole number or a range of such. */
    COUNTS,
    /** A day or a range of days. */
    DATES,
    /** A dose, or a parameter that is one. */
    AMOUNT,
    CONDITION,
    /** A structure, or an expression that makes one. */
    STRUCTURE,
    /** A wider limit, a range, or {@code any}. */
    VARIATION,
    TEXTS,
    TEXT_OR_TEXTS,
    CONDITIONS,
    /** Metrics and functions, one or a list. */
    VALUE_OR_VALUES,
    /** Of a section: a mapping from names to texts. */
    CITATIONS,
    /** Of a section: a mapping from names to a text or a list of texts. */
    NAMES,
    /** Of a section: a mapping from names to entries. */
    PARAMETERS,
    PRESCRIPTIONS,
    STRUCTURES,
    GOALS
  }

  private static final Key SOURCE =
      key("source", Shape.TEXT, "A key of 'sources': where this comes from.");
  private static final Key STATEMENT =
      key(
          "statement",
          Shape.TEXT_OR_TEXTS,
          "Which statement of the source: a table, a page, a number. Needs 'source'.");
  private static final Key HELP =
      key("help", Shape.TEXT, "What a user of the protocol should know about it.");
  private static final Key OVERRIDE =
      key(
          "override",
          Shape.FLAG,
          "true: replaces the entry of that name in the extended protocol, the whole of it.");

  /** Of the file itself. */
  static final List<Key> PROTOCOL =
      List.of(
          key("protocol", Shape.ID, "The protocol's name: letters, digits, . _ -"),
          key("title", Shape.TEXT, "One line for people."),
          key("version", Shape.TEXT, "The version of this file; appears in every report."),
          words(
              "status",
              names(Protocol.Status.values()),
              "How far it can be trusted. It counts as no better than what it extends."),
          key(
              "extends",
              Shape.TEXT,
              "A protocol to build on: a file beside this one, without .yaml, or a relative path."),
          key(
              "fraction_dose",
              Shape.DOSE,
              "The doses per fraction that the limits are meant for, 5..6 Gy. Without it at most"
                  + " 2.2 Gy. No goal is judged on a plan of other fractions."),
          count(
              "fractions",
              200,
              "The number of fractions of the whole course that the limits are meant for. No goal is"
                  + " judged on a plan of another number. Without 'fraction_dose', any dose in them."),
          key("sources", Shape.CITATIONS, "Citations by a short key, for 'source'."),
          key("parameters", Shape.PARAMETERS, "What the user may or must set."),
          key("prescriptions", Shape.PRESCRIPTIONS, "What should be prescribed."),
          key("structures", Shape.STRUCTURES, "How structures are found in a plan, or made."),
          key("goals", Shape.GOALS, "What is asked of the plan."));

  /** Of a parameter. */
  static final List<Key> PARAMETER =
      List.of(
          words(
              "type",
              names(Parameter.Type.values()),
              "What kind of value it takes. Not needed where 'choices' are."),
          key("choices", Shape.TEXTS, "The words that a choice can be, two or more."),
          key(
              "default",
              Shape.TEXT,
              "Its value where the user sets none. Without it the parameter stays unset, and a goal"
                  + " that needs it is not evaluated."),
          HELP,
          OVERRIDE);

  /** Of a prescription. */
  static final List<Key> PRESCRIPTION =
      List.of(
          key("target", Shape.TEXT, "The structure that it is prescribed to."),
          key(
              "dose",
              Shape.DOSE,
              "The total dose of the phase, 50 Gy, or a range with both ends included, 10..16 Gy."
                  + " Without it, whatever is prescribed is taken."),
          count("fractions", 200, "The number of fractions."),
          key(
              "when",
              Shape.CONDITION,
              "A condition on parameters under which it applies: margin = negative."),
          key(
              "sum",
              Shape.TEXTS,
              "Instead of 'dose': the phases that it adds, each by name. 'a | b' stands for the one"
                  + " of them that applies."),
          SOURCE,
          STATEMENT,
          HELP,
          OVERRIDE);

  /** What a sum of prescriptions does not have of its own. */
  static final List<String> NOT_OF_A_SUM = List.of("dose", "fractions");

  /** Of a structure. */
  static final List<Key> STRUCTURE =
      List.of(
          key(
              "names",
              Shape.TEXTS,
              "Names that it has in plans, besides its own; * stands for any characters. Letter"
                  + " case, spaces and underscores do not count."),
          key("define", Shape.STRUCTURE, "What makes it where no name matches."),
          words(
              "type",
              interpretedTypes(),
              "The RT ROI Interpreted Type that it must have (DICOM PS3.3 C.8.8.8.1)."),
          words(
              "each",
              names(StructureRule.Each.values()),
              "one: one structure must match. roi: each that matches is judged by itself. part:"
                  + " each connected part of each."),
          key(
              "optional",
              Shape.FLAG,
              "true: where the plan has none, its goals do not apply. Otherwise they are not"
                  + " evaluated."),
          SOURCE,
          STATEMENT,
          HELP,
          OVERRIDE);

  /** The ways of asking; a goal has exactly one of them. */
  static final List<String> FORMS = List.of("goal", "any", "all", "readings", "report");

  /** Of a goal. */
  static final List<Key> GOAL =
      List.of(
          key("id", Shape.ID, "Its name, unique: letters, digits, . _ -"),
          key(
              "when",
              Shape.CONDITION,
              "A condition; where it is false the goal does not apply: technique() = static."),
          key(
              "structure",
              Shape.STRUCTURE,
              "A structure, or an expression that makes one. A metric without 'of' is asked of it."),
          key("goal", Shape.CONDITION, "One condition: V20Gy[%] < 30."),
          key("any", Shape.CONDITIONS, "Conditions, two or more: met if one of them is met."),
          key("all", Shape.CONDITIONS, "Conditions, two or more: met if all of them are met."),
          key(
              "readings",
              Shape.CONDITIONS,
              "Several readings of one statement: where they agree that is the verdict, otherwise a"
                  + " person must decide."),
          key(
              "report",
              Shape.VALUE_OR_VALUES,
              "Metrics and functions that are printed and never judged."),
          key(
              "variation",
              Shape.VARIATION,
              "With 'goal': a wider limit, up to which a miss is an acceptable variation; a range"
                  + " for 'in' and '='; or any."),
          key(
              "dose",
              Shape.TEXT,
              "The dose that it is judged on: the name of a prescription, or total, the default."),
          key(
              "alpha_beta",
              Shape.AMOUNT,
              "A dose, 3 Gy, or a parameter: the goal is judged on the EQD2 with this alpha/beta, of"
                  + " each phase and then added. Its limits are in Gy."),
          key(
              "prescription",
              Shape.TEXT,
              "The prescription that percent of dose refers to. Required by V95%[...], D95%[%],"
                  + " Max[%], CI and the like."),
          words(
              "obligation",
              List.of("required", "advisory"),
              "required: the plan cannot pass without it. advisory: it is shown and does not"
                  + " decide."),
          count("priority", 9, "1 is the most important."),
          SOURCE,
          STATEMENT,
          HELP,
          key(
              "also_report",
              Shape.VALUE_OR_VALUES,
              "Metrics or functions to print beside it; they never decide."),
          words(
              "borderline",
              List.of("note", "review"),
              "What comes of a verdict that another contouring convention would turn."),
          OVERRIDE);

  /** Of a test of a protocol. */
  static final List<Key> TEST =
      List.of(
          key("protocol", Shape.TEXT, "The protocol, relative to this file."),
          key(
              "plans",
              Shape.TEXTS,
              "Folders, files and archives with plans, relative to this file."),
          key("names", Shape.TEXT, "A file that names structures, as 'check --names' takes it."),
          words(
              "others", List.of("list", "ignore"), "What becomes of goals that are not mentioned."),
          key("set", Shape.CITATIONS, "Parameters and prescriptions, as 'check --set' takes them."),
          key("goals", Shape.CITATIONS, "The verdict of each goal."),
          key("values", Shape.GOALS, "Values of metrics and functions."),
          key("exit", Shape.COUNT, "The exit code of the check."),
          key("with", Shape.GOALS, "Further runs: what they set and what that changes."));

  /** Of a further run of a test. */
  static final List<Key> TEST_RUN =
      TEST.stream()
          .filter(key -> List.of("set", "goals", "values", "exit").contains(key.name()))
          .toList();

  /** Of a value that a test expects. */
  static final List<Key> TEST_VALUE =
      List.of(
          key("goal", Shape.TEXT, "The id of the goal that it belongs to."),
          key("metric", Shape.TEXT, "The metric or function, as reports write it."),
          key("structure", Shape.TEXT, "The plan's structure, where a goal judges several."),
          key("value", Shape.TEXT, "In the unit of the metric."),
          key("tolerance", Shape.TEXT, "How far the value may be off."));

  /** Of a file of accepted violations. */
  static final List<Key> OVERRIDES =
      List.of(
          key(
              "plan",
              Shape.TEXT_OR_TEXTS,
              "The SOP Instance UID of the RT Plan, or of all RT Plans of the course. It is about no"
                  + " other plan."),
          key("accepted", Shape.GOALS, "The violations that are accepted."));

  /** Of an accepted violation. */
  static final List<Key> OVERRIDE_ENTRY =
      List.of(
          key("goal", Shape.TEXT, "The id of the goal that is not met."),
          key(
              "value",
              Shape.TEXT_OR_TEXTS,
              "Its value as reports show it, 43.13 Gy; a list of the values of all comparisons that"
                  + " fail where there are several."),
          key("reason", Shape.TEXT, "Why it is accepted."),
          key("by", Shape.TEXT, "Who accepted it."),
          key("date", Shape.TEXT, "The day on which it was accepted, 2026-11-30."));

  /** Of a case file. */
  static final List<Key> CASE =
      List.of(
          key(
              "plan",
              Shape.TEXT_OR_TEXTS,
              "The SOP Instance UIDs of the RT Plans that it is about, or of a structure set that is"
                  + " used without a plan. It says nothing of other plans."),
          key(
              "protocol",
              Shape.TEXT_OR_TEXTS,
              "The names of the protocols that it is meant for; without it, any."),
          key(
              "set",
              Shape.CITATIONS,
              "Parameters and prescriptions of the protocol, as 'check --set' takes them: margin:"
                  + " positive, phase1: 50 Gy in 25."),
          key(
              "names",
              Shape.NAMES,
              "For structures of the protocol, their names in the plan, one or a list."));

  /** Of a selection. */
  static final List<Key> SELECTION =
      List.of(
          key("selection", Shape.ID, "The selection's name: letters, digits, . _ -"),
          key("version", Shape.TEXT, "The version of this file; appears in the results."),
          key("rules", Shape.GOALS, "The rules; the first that fits a plan chooses its protocol."));

  /** Of a rule of a selection. */
  static final List<Key> SELECTION_RULE =
      List.of(
          key("rule", Shape.ID, "Its name, unique: letters, digits, . _ -"),
          key(
              "label",
              Shape.TEXT_OR_TEXTS,
              "Labels of RT Plans, one or a list; * stands for any characters. Each label of the"
                  + " plan must fit one of them."),
          key(
              "prescription",
              Shape.DOSE,
              "The prescribed dose, 50 Gy, or a range with both ends included, 60..66 Gy."),
          key("fractions", Shape.COUNTS, "The number of fractions, 25, or a range, 25..30."),
          key(
              "structures",
              Shape.TEXT_OR_TEXTS,
              "Structures that must be drawn, all of them; * stands for any characters, 'a | b' for"
                  + " one of several."),
          key("without", Shape.TEXT_OR_TEXTS, "Structures of which none may be drawn."),
          key(
              "date",
              Shape.DATES,
              "The date of the RT Plan, 2026-01-05, or a range, 2024-01-01..2025-12-31, 2026-01-01.."),
          key("protocol", Shape.TEXT, "The protocol, relative to this file."),
          key(
              "names",
              Shape.TEXT,
              "A file that names structures, as 'check --names' takes it, relative to this file."),
          key(
              "set",
              Shape.CITATIONS,
              "Parameters and prescriptions of the protocol, as 'check --set' takes them."));

  static List<String> names(List<Key> keys) {
    return keys.stream().map(Key::name).toList();
  }

  private static Key key(String name, Shape shape, String meaning) {
    return new Key(name, shape, List.of(), 0, meaning);
  }

  private static Key words(String name, List<String> words, String meaning) {
    return new Key(name, Shape.WORD, words, 0, meaning);
  }

  private static Key count(String name, int largest, String meaning) {
    return new Key(name, Shape.COUNT, List.of(), largest, meaning);
  }

  private static List<String> names(Enum<?>[] values) {
    return Arrays.stream(values).map(v -> v.name().toLowerCase(Locale.ROOT)).toList();
  }

  /** RT ROI Interpreted Type, DICOM PS3.3 C.8.8.8.1. */
  private static List<String> interpretedTypes() {
    return List.of(
        "EXTERNAL",
        "PTV",
        "CTV",
        "GTV",
        "TREATED_VOLUME",
        "IRRAD_VOLUME",
        "BOLUS",
        "AVOIDANCE",
        "ORGAN",
        "MARKER",
        "REGISTRATION",
        "ISOCENTER",
        "CONTRAST_AGENT",
        "CAVITY",
        "BRACHY_CHANNEL",
        "BRACHY_ACCESSORY",
        "BRACHY_SRC_APP",
        "BRACHY_CHNL_SHLD",
        "SUPPORT",
        "FIXATION",
        "DOSE_REGION",
        "CONTROL",
        "DOSE_MEASUREMENT");
  }
}
