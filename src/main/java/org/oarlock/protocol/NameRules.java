package org.oarlock.protocol;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.oarlock.problem.VisibleText;

/**
 * Lint: names of structures. What AAPM TG-263 (2018) says of how names are spelled is checked, not
 * whether a name is on its list; what a clinic calls a structure besides, under {@code names}, is
 * left alone.
 */
final class NameRules {
  private static final int MAX_LENGTH = 16;
  private static final Pattern CHARACTERS = Pattern.compile("[A-Za-z0-9_~^!+-]+");
  private static final Pattern SIDE =
      Pattern.compile(
          "(?i)(?:^(?:left|right|lt|rt|l|r)[_ -].*|.*[_ -](?:left|right|lt|rt)$|^(?:left|right)[A-Z]?.*)");
  private static final Pattern TARGET =
      Pattern.compile("(?i)(?:i?gtv|i?ctv|itv|ptv)(?![a-z]{2}).*");
  private static final Pattern TARGET_CASE = Pattern.compile("(?:I?GTV|I?CTV|ITV|PTV).*");
  private static final Pattern PRV = Pattern.compile("(?i).*prv.*");
  private static final Pattern PRV_FORM = Pattern.compile(".*_PRV(?:[0-9]{2})?(?:_[LRAPSI])?");

  private final Protocol protocol;
  private final Places places;
  private final ProblemList problems;

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
    if (against != null) {
      problems.add(
          Rule.NAME_NOT_TG263,
          rule.location(),
          "structure '%s': by TG-263 %s".formatted(VisibleText.of(rule.name()), against),
          "Rename it, and list the plan's name in 'names'");
    }
  }

  /** What of TG-263 a name goes against, in words; null if nothing that is checked. */
  static @Nullable String against(String name) {
    if (!CHARACTERS.matcher(name).matches()) {
      return "a name holds letters, digits and _ ~ ^ ! + - only";
    }
    if (name.length() > MAX_LENGTH) {
      return "a name has at most " + MAX_LENGTH + " characters";
    }
    if (SIDE.matcher(name).matches()) {
      return "a side stands behind the name, as _L or _R";
    }
    if (TARGET.matcher(name).matches()) {
      return TARGET_CASE.matcher(name).matches()
          ? null
          : "targets start with one of " + String.join(", ", targets());
    }
    if (PRV.matcher(name).matches() && !PRV_FORM.matcher(name).matches()) {
      return "a planning risk volume ends with _PRV and its margin in mm as two digits: _PRV05";
    }
    boolean auxiliary = name.startsWith("z") || name.startsWith("_");
    return auxiliary || Character.isUpperCase(name.charAt(0)) || !Character.isLetter(name.charAt(0))
        ? null
        : "a name starts with a capital letter, or with z or _ if it is for planning only";
  }

  private static List<String> targets() {
    return List.of("GTV", "CTV", "ITV", "IGTV", "ICTV", "PTV");
  }
}
