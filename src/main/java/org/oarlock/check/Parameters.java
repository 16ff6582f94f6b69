package org.oarlock.check;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.oarlock.protocol.Expression;
import org.oarlock.protocol.Parameter;
import org.oarlock.protocol.ParameterValues;
import org.oarlock.protocol.Stated;
import org.oarlock.quantity.Quantity;

/** The values of a protocol's parameters, or why they have none. */
final class Parameters {
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();
  private final ParameterValues values;

  Parameters(List<Parameter> parameters, ParameterValues values) {
    parameters.forEach(parameter -> this.parameters.put(parameter.name(), parameter));
    this.values = values;
  }

  boolean has(String name) {
    return parameters.containsKey(name);
  }

  boolean isChoice(String name) {
    Parameter parameter = parameters.get(name);
    return parameter != null && parameter.type() == Parameter.Type.CHOICE;
  }

  /** What may be chosen; empty for what is not a choice. */
  List<String> choices(String name) {
    Parameter parameter = parameters.get(name);
    return parameter == null ? List.of() : parameter.choices();
  }

  /** The value as text. */
  Answer<String> text(String name) {
    return values
        .value(name)
        .<Answer<String>>map(value -> Answer.found(value.text()))
        .orElseGet(() -> Answer.unknown(unset(name)));
  }

  /** The value as a number with its unit. */
  Answer<Quantity> quantity(String name) {
    return values
        .quantity(name)
        .<Answer<Quantity>>map(Answer::found)
        .orElseGet(
            () ->
                Answer.unknown(
                    isChoice(name)
                        ? "parameter " + name + " is a choice, not a number"
                        : unset(name)));
  }

  /** An amount that is written out, or a parameter's. */
  Answer<Quantity> quantity(Expression expression) {
    if (expression instanceof Expression.Literal literal) {
      return Answer.found(literal.quantity());
    }
    return expression instanceof Expression.Name name
        ? quantity(name.name())
        : Answer.unknown("'" + expression.text() + "' is neither an amount nor a parameter");
  }

  private String unset(String name) {
    Parameter parameter = parameters.get(name);
    return parameter == null
        ? "'" + name + "' is not a parameter"
        : "%s is not set; set it with --set %s=%s".formatted(name, name, expected(parameter));
  }

  private static String expected(Parameter parameter) {
    return switch (parameter.type()) {
      case CHOICE -> String.join("|", parameter.choices());
      case DOSE -> "DOSE (with its unit, Gy or cGy)";
      case VOLUME -> "VOLUME (with its unit, cc)";
      case LENGTH -> "LENGTH (with its unit, mm or cm)";
      case PERCENT -> "PERCENT (with %)";
      case NUMBER -> "NUMBER";
    };
  }

  /**
   * All values in the protocol's order, and who said so.
   *
   * @param stated what the user states, by name
   */
  List<PlanResult.ResolvedParameter> all(Map<String, Stated<String>> stated) {
    return parameters.keySet().stream().map(name -> resolved(name, stated.get(name))).toList();
  }

  private PlanResult.ResolvedParameter resolved(String name, @Nullable Stated<String> stated) {
    String value = values.value(name).map(ParameterValues.Value::text).orElse("");
    String origin = stated != null ? stated.origin() : "default of the protocol";
    return new PlanResult.ResolvedParameter(name, value, value.isEmpty() ? "" : origin);
  }
}
