package org.oarlock.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.oarlock.problem.VisibleText;
import org.oarlock.protocol.Goal.Kind;
import org.oarlock.protocol.Layers.Item;
import org.oarlock.protocol.StructureRule.Each;
import org.oarlock.protocol.TermParser.Scope;
import org.oarlock.protocol.TermParser.Setting;
import org.oarlock.protocol.YamlNode.Mapping;
import org.oarlock.protocol.YamlNode.Scalar;
import org.oarlock.quantity.Dose;
import org.oarlock.quantity.Quantity;
import org.oarlock.quantity.QuantityFormatException;
import org.oarlock.quantity.Unit;

/** Reads the entries of a protocol's sections: parameters, prescriptions, structures, goals. */
final class EntryReader {
  private static final Pattern ID = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{0,63}");
  private final Map<String, String> sources;
  private final ProblemList problems;
  private Names names = new Names(Map.of(), Set.of(), Set.of(), false);

  EntryReader(Map<String, String> sources, ProblemList problems) {
    this.sources = sources;
    this.problems = problems;
  }

  /** Says what names there are; before, only parameters can be read. */
  void use(Names declared) {
    names = declared;
  }

  static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  private Fields fields(Item item, String kind, List<Key> keys) {
    String owner = kind + " '" + VisibleText.of(item.name()) + "'";
    if (item.value() instanceof Mapping mapping) {
      return new Fields(mapping, owner, keys, problems);
    }
    if (!(item.value() instanceof Scalar scalar && scalar.isNull())) {
      problems.add(
          Rule.WRONG_TYPE,
          item.value().location(),
          owner + " is a mapping, not " + VisibleText.of(item.value().kind()),
          "Write {} if there is nothing to say");
    }
    return new Fields(new Mapping(List.of(), item.location()), owner, keys, problems);
  }

  // parameters

  Parameter parameter(Item item) {
    Fields fields = fields(item, "parameter", Key.PARAMETER);
    checkId(item, fields);
    List<String> choices = fields.list("choices").stream().map(Scalar::text).toList();
    Parameter.Type type = type(fields);
    checkChoices(fields, type, choices);
    Scalar standard = fields.scalar("default");
    Parameter parameter =
        new Parameter(
            item.name(),
            type,
            choices,
            standard == null ? null : standard.text().strip(),
            fields.text("help"),
            item.location());
    if (standard != null) {
      String wrong = ParameterValues.mistake(parameter, standard.text().strip());
      if (wrong != null) {
        fields.problem(Rule.WRONG_VALUE, standard.location(), "the default " + wrong, null);
      }
    }
    return parameter;
  }

  private static Parameter.Type type(Fields fields) {
    if (!fields.has("type") && fields.has("choices")) {
      return Parameter.Type.CHOICE;
    }
    fields.required("type");
    return Parameter.Type.valueOf(fields.word("type").toUpperCase(Locale.ROOT));
  }

  private static void checkChoices(Fields fields, Parameter.Type type, List<String> choices) {
    if (type != Parameter.Type.CHOICE && fields.has("choices")) {
      fields.problem(
          Rule.CONFLICTING_KEYS,
          fields.locationOf("choices"),
          "only a parameter of the type choice has choices",
          "Remove 'choices' or 'type'");
    }
    boolean asked = fields.has("choices") || fields.text("type").equals("choice");
    if (asked && type == Parameter.Type.CHOICE && choices.stream().distinct().count() < 2) {
      fields.problem(
          Rule.WRONG_VALUE,
          fields.locationOf("choices"),
          "a choice needs at least two different words",
          "Write them as 'choices: [one, other]'");
    }
  }

  private static void checkId(Item item, Fields fields) {
    if (!isId(item.name())) {
      fields.problem(
          Rule.WRONG_VALUE,
          item.location(),
          "the name is not letters, digits and . _ -, at most " + Key.MAX_NAME,
          "Rename it");
    }
  }

  // prescriptions

  PrescriptionRule prescription(Item item) {
    Fields fields = fields(item, "prescription", Key.PRESCRIPTION);
    checkId(item, fields);
    if (fields.has("sum")) {
      for (String key : Key.NOT_OF_A_SUM) {
        if (fields.has(key)) {
          fields.problem(
              Rule.CONFLICTING_KEYS,
              fields.locationOf(key),
              "a sum has no '" + key + "' of its own",
              "Remove '" + key + "' or 'sum'");
        }
      }
    }
    Dose[] range = fields.has("sum") ? new Dose[0] : doseRange(fields, "dose");
    return new PrescriptionRule(
        item.name(),
        reference(fields, fields.required("target"), "structure", names.structures()),
        range.length == 0 ? null : range[0],
        range.length == 0 ? null : range[1],
        fields.count("fractions"),
        condition(
            fields.scalar("when"), new Setting(fields.owner(), false, false, Scope.PARAMETERS)),
        sum(fields),
        source(fields),
        statements(fields),
        fields.text("help"),
        item.location());
  }

  /** Lowest and highest dose; empty if none is asked for. */
  static Dose[] doseRange(Fields fields, String key) {
    Scalar scalar = fields.scalar(key);
    if (scalar == null) {
      return new Dose[0];
    }
    String text = scalar.text();
    int points = text.indexOf("..");
    try {
      Dose highest = dose(points < 0 ? text : text.substring(points + 2));
      Dose lowest = points < 0 ? highest : lowest(text.substring(0, points), text);
      if (lowest.gy() <= 0 || lowest.compareTo(highest) > 0) {
        throw new QuantityFormatException(
            "'" + text + "' is not a dose above 0, nor a range of such");
      }
      return new Dose[] {lowest, highest};
    } catch (QuantityFormatException e) {
      fields.problem(
          Rule.WRONG_VALUE,
          scalar.location(),
          "'" + key + "': " + VisibleText.of(String.valueOf(e.getMessage())),
          "Write a dose such as 50 Gy, or a range such as 10..16 Gy");
      return new Dose[0];
    }
  }

  private static Dose lowest(String low, String whole) {
    Quantity quantity = Quantity.parse(low);
    Unit unit =
        quantity.unit() == Unit.NONE ? Quantity.parse(highPart(whole)).unit() : quantity.unit();
    return dose(new Quantity(quantity.value(), unit), low);
  }

  private static String highPart(String range) {
    return range.substring(range.indexOf("..") + 2);
  }

  private static Dose dose(String text) {
    return dose(Quantity.parse(text), text);
  }

  private static Dose dose(Quantity quantity, String text) {
    if (quantity.unit().kind() != Unit.Kind.DOSE) {
      throw new QuantityFormatException("'" + text.strip() + "' is not a dose");
    }
    return Dose.ofGy(quantity.base());
  }

  private List<List<String>> sum(Fields fields) {
    List<List<String>> terms = new ArrayList<>();
    for (Scalar term : fields.list("sum")) {
      List<String> alternatives = new ArrayList<>();
      for (String name : term.text().split("\\|", -1)) {
        alternatives.add(
            checkReference(fields, term, name.strip(), "prescription", names.prescriptions()));
      }
      terms.add(alternatives);
    }
    return terms;
  }

  /** A sum adds phases, each once. */
  void checkSums(List<PrescriptionRule> prescriptions) {
    Set<String> sums =
        prescriptions.stream()
            .filter(PrescriptionRule::isSum)
            .map(PrescriptionRule::name)
            .collect(Collectors.toSet());
    for (PrescriptionRule sum : prescriptions) {
      List<String> terms = sum.sum().stream().flatMap(List::stream).toList();
      boolean nested = terms.stream().anyMatch(sums::contains);
      boolean repeated = terms.stream().distinct().count() < terms.size();
      if (nested || repeated) {
        problems.add(
            nested ? Rule.CYCLIC_DEFINITION : Rule.WRONG_VALUE,
            sum.location(),
            "prescription '%s': its sum %s"
                .formatted(sum.name(), nested ? "holds another sum" : "names a phase twice"),
            "List each phase once");
      }
    }
  }

  // structures

  StructureRule structure(Item item) {
    Fields fields = fields(item, "structure", Key.STRUCTURE);
    if (item.name().isBlank()
        || item.name().length() > Key.MAX_NAME
        || item.name().contains("\"")) {
      fields.problem(
          Rule.WRONG_VALUE,
          item.location(),
          "the name is blank, or longer than " + Key.MAX_NAME + " characters, or holds a quote",
          "Rename it and list the plan's name in 'names'");
    }
    Scalar define = fields.scalar("define");
    Setting setting = new Setting(fields.owner(), false, false, Scope.ANY_STRUCTURE);
    return new StructureRule(
        item.name(),
        fields.list("names").stream().map(s -> pattern(fields, s)).toList(),
        define == null ? null : new ExpressionParser(define, names, setting, problems).structure(),
        interpretedType(fields),
        Each.valueOf(fields.word("each").toUpperCase(Locale.ROOT)),
        fields.flag("optional"),
        source(fields),
        statements(fields),
        fields.text("help"),
        item.location());
  }

  private static String pattern(Fields fields, Scalar scalar) {
    String text = scalar.text().strip();
    if (text.length() > Key.MAX_NAME || text.replace("*", "").isBlank()) {
      fields.problem(
          Rule.WRONG_VALUE,
          scalar.location(),
          "'" + VisibleText.of(text) + "' is no name: too long, or nothing but *",
          "Write a name, with * for any characters");
    }
    return text;
  }

  private static String interpretedType(Fields fields) {
    return fields.has("type") ? fields.word("type") : "";
  }

  // goals

  Goal goal(Item item) {
    boolean named = !item.name().startsWith("\n");
    Item shown = named ? item : new Item("without id", item.value(), item.location());
    Fields fields = fields(shown, "goal", Key.GOAL);
    if (named) {
      checkId(item, fields);
    } else {
      fields.required("id");
    }
    Setting setting =
        new Setting(
            fields.owner(), fields.has("structure"), fields.has("prescription"), Scope.DECLARED);
    Kind kind = kind(fields);
    List<Expression> conditions = conditions(fields, kind, setting);
    return new Goal(
        item.name(),
        condition(fields.scalar("when"), setting),
        structure(fields, setting),
        kind,
        conditions,
        variation(fields, conditions, setting),
        judgedDose(fields),
        alphaBeta(fields),
        optionalReference(fields, "prescription", names.prescriptions()),
        fields.word("obligation").equals("required"),
        fields.count("priority"),
        source(fields),
        statements(fields),
        fields.text("help"),
        reports(fields, kind == Kind.REPORT ? "report" : "also_report", setting),
        fields.word("borderline").equals("review"),
        item.location());
  }

  private static Kind kind(Fields fields) {
    List<String> forms = Key.FORMS.stream().filter(fields::has).toList();
    if (forms.isEmpty()) {
      fields.problem(
          Rule.MISSING_KEY,
          fields.location(),
          "nothing is asked: one of the keys " + String.join(", ", Key.FORMS) + " is needed",
          "Add 'goal:' with a condition such as V20Gy[%] < 30");
      return Kind.SINGLE;
    }
    if (forms.size() > 1) {
      fields.problem(
          Rule.CONFLICTING_KEYS,
          fields.locationOf(forms.get(1)),
          "'" + forms.get(0) + "' and '" + forms.get(1) + "' cannot stand together",
          "Write two goals");
    }
    if (forms.get(0).equals("report") && fields.has("also_report")) {
      fields.problem(
          Rule.CONFLICTING_KEYS,
          fields.locationOf("also_report"),
          "'report' and 'also_report' cannot stand together",
          "List all of it under 'report'");
    }
    return forms.get(0).equals("goal")
        ? Kind.SINGLE
        : Kind.valueOf(forms.get(0).toUpperCase(Locale.ROOT));
  }

  private List<Expression> conditions(Fields fields, Kind kind, Setting setting) {
    if (kind == Kind.REPORT) {
      return List.of();
    }
    if (kind == Kind.SINGLE) {
      Expression only = condition(fields.scalar("goal"), setting);
      return only == null ? List.of() : List.of(only);
    }
    String key = kind.name().toLowerCase(Locale.ROOT);
    List<Scalar> branches = fields.list(key);
    if (branches.size() == 1) {
      fields.problem(
          Rule.TOO_FEW_BRANCHES,
          fields.locationOf(key),
          "'" + key + "' has one condition; it needs at least two",
          "Write it as 'goal:'");
    }
    return branches.stream().map(s -> condition(s, setting)).filter(Objects::nonNull).toList();
  }

  private @Nullable Expression condition(@Nullable Scalar scalar, Setting setting) {
    return scalar == null
        ? null
        : new ExpressionParser(scalar, names, setting, problems).condition();
  }

  private @Nullable Expression structure(Fields fields, Setting setting) {
    Scalar scalar = fields.scalar("structure");
    return scalar == null
        ? null
        : new ExpressionParser(scalar, names, setting, problems).structure();
  }

  private @Nullable Expression variation(
      Fields fields, List<Expression> conditions, Setting setting) {
    Scalar scalar = fields.scalar("variation");
    if (scalar == null) {
      return null;
    }
    if (!fields.has("goal")) {
      fields.problem(
          Rule.CONFLICTING_KEYS,
          scalar.location(),
          "only a goal with 'goal:' can have a variation",
          "Remove 'variation'");
      return null;
    }
    return conditions.isEmpty()
        ? null
        : new ExpressionParser(scalar, names, setting, problems).variation(conditions.get(0));
  }

  private List<Expression> reports(Fields fields, String key, Setting setting) {
    return fields.listOrOne(key).stream()
        .map(s -> new ExpressionParser(s, names, setting, problems).report())
        .filter(Objects::nonNull)
        .toList();
  }

  /** The name of a phase; null for the total. */
  private @Nullable String judgedDose(Fields fields) {
    Scalar scalar = fields.scalar("dose");
    return scalar == null || scalar.text().equals("total")
        ? null
        : optionalReference(fields, "dose", names.prescriptions());
  }

  /** What makes the judged dose its EQD2: a dose above 0, or a parameter. */
  private @Nullable Expression alphaBeta(Fields fields) {
    Scalar scalar = fields.scalar("alpha_beta");
    if (scalar == null) {
      return null;
    }
    if (fields.has("prescription")) {
      fields.problem(
          Rule.CONFLICTING_KEYS,
          scalar.location(),
          "'alpha_beta' and 'prescription' cannot stand together: a prescribed dose is no EQD2, so"
              + " percent of it would mean nothing",
          "Write the limits of this goal in Gy");
    }
    String text = scalar.text().strip();
    Parameter parameter = names.parameters().get(text);
    if (parameter != null && parameter.type() == Parameter.Type.DOSE) {
      return new Expression.Name(text, 1);
    }
    try {
      Quantity quantity = Quantity.parse(text);
      if (quantity.unit().kind() == Unit.Kind.DOSE && quantity.value() > 0) {
        return new Expression.Literal(quantity, 1);
      }
    } catch (QuantityFormatException e) {
      // said below
    }
    if (names.complete()) {
      fields.problem(
          Rule.WRONG_VALUE,
          scalar.location(),
          "'alpha_beta' is '%s', neither a dose above 0 nor a parameter of the type dose"
              .formatted(VisibleText.of(text)),
          "Write a dose such as 3 Gy");
    }
    return null;
  }

  // references

  private @Nullable String optionalReference(Fields fields, String key, Set<String> known) {
    Scalar scalar = fields.scalar(key);
    return scalar == null ? null : reference(fields, scalar, "prescription", known);
  }

  private String reference(Fields fields, @Nullable Scalar scalar, String what, Set<String> known) {
    return scalar == null ? "" : checkReference(fields, scalar, scalar.text(), what, known);
  }

  private String checkReference(
      Fields fields, Scalar scalar, String name, String what, Set<String> known) {
    if (names.complete() && !known.contains(name)) {
      fields.problem(
          Rule.UNKNOWN_NAME,
          scalar.at(Math.max(0, scalar.text().indexOf(name))),
          "there is no " + what + " '" + VisibleText.of(name) + "'",
          Suggestion.hint(name, known));
    }
    return name;
  }

  private String source(Fields fields) {
    Scalar scalar = fields.scalar("source");
    return reference(fields, scalar, "source", sources.keySet());
  }

  private static List<String> statements(Fields fields) {
    if (fields.has("statement") && !fields.has("source")) {
      fields.problem(
          Rule.MISSING_KEY,
          fields.locationOf("statement"),
          "'statement' says which statement, but not of what: the key 'source' is missing",
          "Add 'source:' with a key of the sources");
    }
    return fields.listOrOne("statement").stream().map(s -> s.text().strip()).toList();
  }
}
