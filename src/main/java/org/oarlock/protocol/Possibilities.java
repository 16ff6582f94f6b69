package org.oarlock.protocol;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.oarlock.protocol.Expression.And;
import org.oarlock.protocol.Expression.Call;
import org.oarlock.protocol.Expression.Comparison;
import org.oarlock.protocol.Expression.InRange;
import org.oarlock.protocol.Expression.Literal;
import org.oarlock.protocol.Expression.Name;
import org.oarlock.protocol.Expression.Not;
import org.oarlock.protocol.Expression.Or;

/**
 * Whether conditions can hold at once, by trying. What a condition asks about is a variable: a
 * parameter, a function, a metric. A word takes each of its choices; an amount each limit that it
 * is compared with, a value between any two, one below and one above all: no other value decides
 * otherwise. What cannot be followed (a comparison of two amounts, a function with several values)
 * is true or false as it likes, so that "never" is said only where it is certain.
 */
final class Possibilities {
  private static final int MAX_TRIALS = 20_000;

  /** A function that has a value for each field: two comparisons are about different ones. */
  private static final String SEVERAL_VALUES = "energies";

  private final Map<String, Parameter> parameters;

  Possibilities(List<Parameter> parameters) {
    this.parameters =
        parameters.stream().collect(Collectors.toMap(Parameter::name, p -> p, (a, b) -> a));
  }

  /**
   * Values under which all of the conditions hold, in words, {@code margin = positive}: empty if
   * they hold always or if there are too many values to try; null if there are none.
   *
   * @param conditions null stands for a condition that always holds
   */
  @Nullable String example(@Nullable Expression... conditions) {
    List<Expression> asked = Stream.of(conditions).filter(Objects::nonNull).toList();
    Trial trial = new Trial();
    asked.forEach(trial::addVariables);
    return trial.search(asked);
  }

  /** Whether the conditions cannot hold at once, whatever is set and whatever the plan is. */
  boolean never(@Nullable Expression... conditions) {
    return example(conditions) == null;
  }

  /** Whether one condition holds wherever another does. */
  boolean follows(@Nullable Expression condition, @Nullable Expression from) {
    return condition == null || never(from, new Not(condition, 0));
  }

  /** The variables with their values, and which values are tried at the moment. */
  private final class Trial {
    private final Map<String, List<Object>> domains = new LinkedHashMap<>();
    private final Map<String, NavigableSet<Double>> limits = new LinkedHashMap<>();
    private final Map<String, Object> values = new LinkedHashMap<>();

    @Nullable String search(List<Expression> conditions) {
      limits.forEach((name, at) -> domains.put(name, amounts(at, isParameter(name))));
      long trials = 1;
      for (List<Object> domain : domains.values()) {
        trials *= domain.size();
        if (trials > MAX_TRIALS) {
          return "";
        }
      }
      for (long i = 0; i < trials; i++) {
        choose(i);
        if (conditions.stream().allMatch(this::holds)) {
          return example();
        }
      }
      return null;
    }

    private void choose(long number) {
      long rest = number;
      for (Map.Entry<String, List<Object>> domain : domains.entrySet()) {
        List<Object> choices = domain.getValue();
        values.put(domain.getKey(), choices.get((int) (rest % choices.size())));
        rest /= choices.size();
      }
    }

    private String example() {
      return values.entrySet().stream()
          .filter(value -> isParameter(value.getKey()) && value.getValue() instanceof String)
          .map(value -> value.getKey() + " = " + value.getValue())
          .collect(Collectors.joining(", "));
    }

    private boolean isParameter(String name) {
      return parameters.containsKey(name);
    }

    private void addVariables(Expression condition) {
      if (condition instanceof And and) {
        addVariables(and.left());
        addVariables(and.right());
      } else if (condition instanceof Or or) {
        addVariables(or.left());
        addVariables(or.right());
      } else if (condition instanceof Not not) {
        addVariables(not.operand());
      } else if (condition instanceof Comparison comparison && words(comparison) != null) {
        domains.put(
            comparison.left().text(), List.copyOf(Objects.requireNonNull(words(comparison))));
      } else if (condition instanceof Comparison comparison
          && isFollowed(comparison.left(), comparison.right())) {
        limitsOf(comparison.left()).add(base(comparison.right()));
      } else if (condition instanceof InRange range
          && isFollowed(range.value(), range.low(), range.high())) {
        limitsOf(range.value()).addAll(List.of(base(range.low()), base(range.high())));
      } else {
        domains.put(condition.text(), List.of(true, false));
      }
    }

    private NavigableSet<Double> limitsOf(Expression value) {
      return limits.computeIfAbsent(value.text(), name -> new TreeSet<>());
    }

    private @Nullable List<String> words(Comparison comparison) {
      List<String> words = List.of();
      if (comparison.left() instanceof Name name) {
        Parameter parameter = parameters.get(name.name());
        words = parameter == null ? words : parameter.choices();
      } else if (comparison.left() instanceof Call call) {
        words = Function.named(call.function()).map(Function::words).orElse(words);
      }
      return words.isEmpty() ? null : words;
    }

    private boolean isFollowed(Expression value, Expression... ends) {
      boolean several = value instanceof Call call && call.function().equals(SEVERAL_VALUES);
      return !several && Stream.of(ends).allMatch(Literal.class::isInstance);
    }

    private boolean holds(Expression condition) {
      if (condition instanceof And and) {
        return holds(and.left()) && holds(and.right());
      }
      if (condition instanceof Or or) {
        return holds(or.left()) || holds(or.right());
      }
      if (condition instanceof Not not) {
        return !holds(not.operand());
      }
      if (values.get(condition.text()) instanceof Boolean free) {
        return free;
      }
      if (condition instanceof InRange range) {
        double value = (double) value(range.value());
        return base(range.low()) <= value && value <= base(range.high());
      }
      return holds((Comparison) condition);
    }

    private boolean holds(Comparison comparison) {
      Object value = value(comparison.left());
      if (value instanceof String word) {
        boolean same = comparison.right() instanceof Name name && name.name().equals(word);
        return same == (comparison.operator() == Expression.Operator.EQUAL);
      }
      int side = Double.compare((double) value, base(comparison.right()));
      return switch (comparison.operator()) {
        case LESS -> side < 0;
        case AT_MOST -> side <= 0;
        case GREATER -> side > 0;
        case AT_LEAST -> side >= 0;
        case EQUAL -> side == 0;
        case NOT_EQUAL -> side != 0;
      };
    }

    private Object value(Expression variable) {
      return Objects.requireNonNull(values.get(variable.text()));
    }
  }

  private static double base(Expression literal) {
    return ((Literal) literal).quantity().base();
  }

  private static List<Object> amounts(NavigableSet<Double> limits, boolean isPositive) {
    List<Object> amounts = new ArrayList<>();
    double lowest = limits.first();
    if (lowest > 0 || !isPositive) {
      amounts.add(isPositive ? lowest / 2 : lowest - 1);
    }
    Double before = null;
    for (Double limit : limits) {
      if (before != null) {
        amounts.add((before + limit) / 2);
      }
      amounts.add(limit);
      before = limit;
    }
    amounts.add(limits.last() + 1);
    return amounts;
  }
}
