package org.oarlock.protocol;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.oarlock.problem.VisibleText;

/**
 * Lint: names of structures. What AAPM TG-263 (2018) says of how names are spelled is checked, and
 * whether its list has another name for a structure; what a clinic calls a structure besides, under
 * {@code names}, is left alone.
 */
final class NameRules {
  private static final int MAX_LENGTH = 16;
  private static final Pattern CHARACTERS = Pattern.compile("[A-Za-z0-9_~^!+.-]+");
  private static final Pattern SIDE =
      Pattern.compile(
          "(?i)(?:^(?:left|right|lt|rt|l|r)[_ -].*|.*[_ -](?:left|right|lt|rt)$|^(?:left|right)[A-Z]?.*)");
  private static final Pattern TARGET =
      Pattern.compile("(?i)(?:i?gtv|i?ctv|itv|ptv)(?![a-z]{2}).*");
  private static final Pattern TARGET_CASE = Pattern.compile("(?:I?GTV|I?CTV|ITV|PTV).*");

  /** Type, classifier, number; behind them underscored parts, a crop or a qualifier. */
  private static final Pattern TARGET_FORM =
      Pattern.compile("(?:I?GTV|I?CTV|ITV|PTV!?)(?:par|vas|sb|n|p|v)?[0-9]{0,2}[~!]?(?:[_^-].*)?");

  private static final Pattern PRV = Pattern.compile("(?i).*prv.*");
  private static final Pattern PRV_FORM =
      Pattern.compile("(.*)(_PRV(?:[0-9]{2})?)((?:_[LRAPSI])?)");

  /** As a last resort against length: OpticChiasm_PRV3. */
  private static final Pattern PRV_SHORT = Pattern.compile("(.*)(_PRV[0-9])((?:_[LRAPSI])?)");

  /** Whole structures: no part, crop or qualifier. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_]+");

  private final Protocol protocol;
  private final Places places;
  private final ProblemList problems;
  private final StandardNames standard = StandardNames.load();

  NameRules(Protocol protocol, Places places, ProblemList problems) {
    this.protocol = protocol;
    this.places = places;
    this.problems = problems;
  }

  void run() {
    protocol.structures().forEach(this::undeclared);
    protocol.structures().forEach(this::spelling);
  }

  private void undeclared(StructureRule rule) {
    if (rule.define() == null) {
      return;
    }
    Set<String> known =
        protocol.structures().stream().map(StructureRule::name).collect(Collectors.toSet());
    Set<String> ingredients = new LinkedHashSet<>();
    ExpressionWalk.names(rule.define(), ingredients);
    ingredients.removeAll(known);
    ingredients.removeAll(Function.MEASURED_DIRECTIONS);
    protocol.parameters().forEach(parameter -> ingredients.remove(parameter.name()));
    for (String name : ingredients) {
      problems.add(
          Rule.UNDECLARED_STRUCTURE,
          places.value("structures", rule.name(), "define"),
          "structure '%s': '%s' is not declared, and is looked for under that very name"
              .formatted(VisibleText.of(rule.name()), VisibleText.of(name)),
          "Add '%s: {}' to the structures, if it is spelled right".formatted(VisibleText.of(name)));
    }
  }

  private void spelling(StructureRule rule) {
    String against = against(rule.name());
    if (against == null) {
      against = otherwise(rule.name());
    }
    if (against != null) {
      problems.add(
          Rule.NAME_NOT_TG263,
          rule.location(),
          "structure '%s': by TG-263 %s".formatted(VisibleText.of(rule.name()), against),
          "Rename it, and list the plan's name in 'names'");
    }
  }

  /** What the list of TG-263 has instead of a name, in words; null if nothing is known. */
  private @Nullable String otherwise(String name) {
    Matcher prv = PRV_FORM.matcher(name);
    boolean hasMargin = prv.matches();
    String root = hasMargin ? prv.group(1) + prv.group(3) : name;
    if (TARGET_CASE.matcher(name).matches()
        || isAuxiliary(name)
        || !PLAIN.matcher(root).matches()) {
      return null;
    }
    String listed = standard.insteadOf(root);
    return listed == null
        ? null
        : "it is called " + listed + (hasMargin ? ", with " + prv.group(2) + " behind it" : "");
  }

  /** What of TG-263's rules a name goes against, in words; null if nothing that is checked. */
  static @Nullable String against(String name) {
    if (!CHARACTERS.matcher(name).matches()) {
      return "a name holds letters, digits and _ ~ ^ ! + - only";
    }
    if (name.length() > MAX_LENGTH) {
      return "a name has at most " + MAX_LENGTH + " characters";
    }
    if (TARGET_CASE.matcher(name).matches()) {
      // at the limit of length, underscores may have been left out
      return TARGET_FORM.matcher(name).matches() || name.length() == MAX_LENGTH
          ? null
          : "a target is its type, then n, p, sb, par, v or vas, then a number, then more behind an"
              + " underscore: PTVn1_High, PTV_5040";
    }
    if (SIDE.matcher(name).matches()) {
      return "a side stands behind the name, as _L or _R";
    }
    if (TARGET.matcher(name).matches()) {
      return "targets start with one of " + String.join(", ", targets());
    }
    if (name.indexOf('.') >= 0) {
      return "a dot stands in the dose of a target only";
    }
    return isPrvAmiss(name)
        ? "a planning risk volume ends with _PRV and its margin in mm as two digits: _PRV05"
        : isCapitalised(name)
            ? null
            : "a name starts with a capital letter, or with z or _ if it is for planning only";
  }

  private static boolean isPrvAmiss(String name) {
    return PRV.matcher(name).matches()
        && !PRV_FORM.matcher(name).matches()
        && !(PRV_SHORT.matcher(name).matches() && name.length() == MAX_LENGTH);
  }

  private static boolean isAuxiliary(String name) {
    return name.startsWith("z") || name.startsWith("_");
  }

  private static boolean isCapitalised(String name) {
    return isAuxiliary(name)
        || Character.isUpperCase(name.charAt(0))
        || !Character.isLetter(name.charAt(0));
  }

  private static List<String> targets() {
    return List.of("GTV", "CTV", "ITV", "IGTV", "ICTV", "PTV");
  }
}
