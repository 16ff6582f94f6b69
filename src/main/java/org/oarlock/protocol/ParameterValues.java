package org.oarlock.protocol;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
import org.oarlock.problem.VisibleText;
import org.oarlock.quantity.Dose;
import org.oarlock.quantity.Quantity;
import org.oarlock.quantity.QuantityFormatException;
import org.oarlock.quantity.Unit;

/**
 * What a protocol's parameters come to, and what prescriptions the user stated.
 *
 * @param values by the parameter's name, in the protocol's order; a parameter that is neither set
 *     nor has a default is left out
 * @param prescriptions by the prescription's name: what the user stated, whatever the plan says
 * @param problems what is wrong with what the user set; what is wrong is left out of the values
 */
public record ParameterValues(
    Map<String, Value> values,
    Map<String, StatedPrescription> prescriptions,
    List<Problem> problems) {
  private static final Pattern STATED =
      Pattern.compile("\\s*(\\S+?)\\s*(c?Gy)\\s*(?:(?:in|/)\\s*([0-9]{1,3})\\s*)?");

  private static final String IN_CGY = "Write cGy, if that is meant";

  public ParameterValues {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    prescriptions = Collections.unmodifiableMap(new LinkedHashMap<>(prescriptions));
    problems = List.copyOf(problems);
  }

  /** The value of a parameter. */
  public sealed interface Value {
    /** As an author would write it: {@code positive}, {@code 20 Gy}. */
    String text();
  }

  /** One of the words of a choice. */
  public record Word(String text) implements Value {}

  /** A number with its unit. */
  public record Amount(Quantity quantity) implements Value {
    @Override
    public String text() {
      return quantity.toString();
    }
  }

  /**
   * A prescription as the user states it.
   *
   * @param dose the total dose of all its fractions
   * @param fractions their number, 0 if not stated
   * @param origin by what it is stated, in words that can follow "by"
   */
  public record StatedPrescription(Dose dose, int fractions, String origin) {
    /** {@code 50 Gy in 25}. */
    @Override
    public String toString() {
      return dose + (fractions == 0 ? "" : " in " + fractions);
    }
  }

  /**
   * Resolves what the user set, the protocol's defaults behind it.
   *
   * @param set by name, as text: parameters ({@code margin} to {@code positive}) and prescriptions
   *     ({@code phase1} to {@code 50 Gy in 25})
   */
  public static ParameterValues resolve(Protocol protocol, Map<String, Stated<String>> set) {
    Map<String, Value> values = new LinkedHashMap<>();
    Map<String, StatedPrescription> prescriptions = new LinkedHashMap<>();
    ProblemList problems = new ProblemList();
    for (Parameter parameter : protocol.parameters()) {
      Stated<String> stated = set.get(parameter.name());
      String text = stated == null ? parameter.defaultValue() : stated.value();
      if (text != null) {
        SourceLocation location = stated == null ? parameter.location() : stated.location();
        value(parameter, text, stated != null, location, problems)
            .ifPresent(value -> values.put(parameter.name(), value));
      }
    }
    for (PrescriptionRule rule : protocol.prescriptions()) {
      Stated<String> stated = set.get(rule.name());
      if (stated != null) {
        stated(rule, stated, problems).ifPresent(s -> prescriptions.put(rule.name(), s));
      }
    }
    new TreeMap<>(set).forEach((name, stated) -> checkKnown(protocol, name, stated, problems));
    return new ParameterValues(values, prescriptions, problems.sorted());
  }

  /** What a parameter stands for; empty if it is not set. */
  public Optional<Value> value(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** The amount that a parameter stands for; empty if it is not set, or a word. */
  public Optional<Quantity> quantity(String name) {
    return values.get(name) instanceof Amount amount
        ? Optional.of(amount.quantity)
        : Optional.empty();
  }

  private static Optional<Value> value(
      Parameter parameter,
      String text,
      boolean stated,
      SourceLocation location,
      ProblemList problems) {
    String mistake = mistake(parameter, text);
    String hint = "Set it to " + example(parameter);
    if (mistake == null && stated && isImplausible(parameter, text)) {
      mistake = "is '%s', %s".formatted(VisibleText.of(text.strip()), Dose.IMPLAUSIBLE);
      hint = IN_CGY;
    }
    if (mistake != null) {
      problems.add(
          Rule.WRONG_SETTING, location, "parameter '" + parameter.name() + "' " + mistake, hint);
      return Optional.empty();
    }
    return Optional.of(
        parameter.type() == Parameter.Type.CHOICE
            ? new Word(text.strip())
            : new Amount(Quantity.parse(text)));
  }

  /** Whether a dose that the user states is beyond any; a protocol's own defaults are linted. */
  private static boolean isImplausible(Parameter parameter, String text) {
    return parameter.type() == Parameter.Type.DOSE
        && Quantity.parse(text).base() > Dose.IMPLAUSIBLE_GY;
  }

  private static String example(Parameter parameter) {
    return switch (parameter.type()) {
      case CHOICE -> "one of " + String.join(", ", parameter.choices());
      case DOSE -> "a dose such as 20 Gy";
      case VOLUME -> "a volume such as 10 cc";
      case LENGTH -> "a length such as 5 mm";
      case PERCENT -> "a percentage such as 50%";
      case NUMBER -> "a number without a unit";
    };
  }

  /** What is wrong with a text as the value of that parameter; null if nothing. */
  static @Nullable String mistake(Parameter parameter, String text) {
    String shown = "'" + VisibleText.of(text.strip()) + "'";
    if (parameter.type() == Parameter.Type.CHOICE) {
      return parameter.choices().contains(text.strip())
          ? null
          : "is " + shown + ", not one of " + String.join(", ", parameter.choices());
    }
    try {
      Quantity quantity = Quantity.parse(text);
      Unit.Kind expected = TermParser.unitOf(parameter.type()).kind();
      if (quantity.unit().kind() != expected) {
        return "is " + shown + ", not " + example(parameter);
      }
      return quantity.value() < 0 ? "is " + shown + ", which is negative" : null;
    } catch (QuantityFormatException e) {
      return "is " + shown + ", not " + example(parameter);
    }
  }

  private static Optional<StatedPrescription> stated(
      PrescriptionRule rule, Stated<String> stated, ProblemList problems) {
    String text = stated.value();
    Matcher matcher = STATED.matcher(text.length() > VisibleText.MAX_LENGTH ? "" : text);
    if (rule.isSum()) {
      problems.add(
          Rule.WRONG_SETTING,
          stated.location(),
          "prescription '" + rule.name() + "' is a sum, which cannot be stated",
          "State its phases: "
              + String.join(", ", rule.sum().stream().flatMap(List::stream).toList()));
      return Optional.empty();
    }
    if (matcher.matches()) {
      try {
        Quantity dose = Quantity.parse(matcher.group(1) + " " + matcher.group(2));
        String fractions = matcher.group(3);
        int count = fractions == null ? 0 : Integer.parseInt(fractions);
        if (dose.base() > Dose.IMPLAUSIBLE_GY) {
          problems.add(
              Rule.WRONG_SETTING,
              stated.location(),
              "prescription '%s' is '%s', %s"
                  .formatted(rule.name(), VisibleText.of(text.strip()), Dose.IMPLAUSIBLE),
              IN_CGY);
          return Optional.empty();
        }
        if (dose.value() > 0 && (fractions == null || count > 0)) {
          return Optional.of(
              new StatedPrescription(Dose.ofGy(dose.base()), count, stated.origin()));
        }
      } catch (QuantityFormatException e) {
        // said below
      }
    }
    problems.add(
        Rule.WRONG_SETTING,
        stated.location(),
        "prescription '%s' is '%s', not a dose".formatted(rule.name(), VisibleText.of(text)),
        "State it like 50 Gy in 25, or 50 Gy");
    return Optional.empty();
  }

  private static void checkKnown(
      Protocol protocol, String name, Stated<String> stated, ProblemList problems) {
    List<String> known =
        Stream.concat(
                protocol.parameters().stream().map(Parameter::name),
                protocol.prescriptions().stream().map(PrescriptionRule::name))
            .toList();
    if (!known.contains(name)) {
      problems.add(
          Rule.UNKNOWN_SETTING,
          stated.location(),
          "the protocol '%s' has no parameter or prescription '%s'"
              .formatted(protocol.id(), VisibleText.of(name)),
          Suggestion.hint(name, known));
    }
  }
}
