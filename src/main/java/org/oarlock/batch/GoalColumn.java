package org.oarlock.batch;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.oarlock.store.GoalRow;
import org.oarlock.store.StoredGoal;

/**
 * A column of the table of goals, the same in every format that the table is written in.
 *
 * @param name as the first row of the table has it
 * @param type what its values are
 */
public record GoalColumn(String name, Type type, Function<GoalRow, @Nullable Object> value) {
  /** What the values of a column are. */
  public enum Type {
    /** {@link String}, never empty. */
    TEXT,
    /** {@link Double}, never NaN. */
    NUMBER,
    /** {@link Integer}. */
    INTEGER,
    /** {@link LocalDate}. */
    DATE
  }

  /** All columns in order. */
  public static final List<GoalColumn> ALL =
      List.of(
          text("plan", GoalRow::plan),
          text("label", GoalRow::label),
          text("path", GoalRow::path),
          new GoalColumn("plan_date", Type.DATE, row -> date(row.planDate())),
          text("patient", GoalRow::patient),
          text("protocol", GoalRow::protocol),
          text("version", GoalRow::version),
          text("rule", GoalRow::rule),
          text("tool", GoalRow::tool),
          text("plan_verdict", GoalRow::planVerdict),
          text("plan_reason", GoalRow::planReason),
          goalText("goal", StoredGoal::goal),
          goalText("structure", StoredGoal::structure),
          goalText("matched", StoredGoal::matched),
          goalText("metric", StoredGoal::metric),
          goalText("dose", StoredGoal::dose),
          goalText("prescription", StoredGoal::prescription),
          number("value", StoredGoal::value),
          goalText("word", StoredGoal::word),
          goalText("unit", StoredGoal::unit),
          number("lower", StoredGoal::lower),
          number("upper", StoredGoal::upper),
          number("covered_percent", StoredGoal::coveredPercent),
          goalText("limit", StoredGoal::limit),
          goalText("obligation", StoredGoal::obligation),
          ofGoal("priority", Type.INTEGER, StoredGoal::priority),
          goalText("verdict", StoredGoal::verdict),
          goalText("reason", StoredGoal::reason),
          goalText("borderline", StoredGoal::borderline),
          goalText("accepted", StoredGoal::accepted),
          text("report", GoalRow::report),
          text("settings", GoalRow::settings),
          text("convention", GoalRow::convention),
          text("protocol_key", GoalRow::protocolKey));

  /** The value in a row; null where there is none, which an empty text is as well. */
  public @Nullable Object of(GoalRow row) {
    Object found = value.apply(row);
    boolean isNone =
        (found instanceof String text && text.isEmpty())
            || (found instanceof Double number && number.isNaN());
    return isNone ? null : found;
  }

  private static GoalColumn text(String name, Function<GoalRow, @Nullable String> value) {
    return new GoalColumn(name, Type.TEXT, value::apply);
  }

  private static GoalColumn goalText(String name, Function<StoredGoal, @Nullable String> value) {
    return ofGoal(name, Type.TEXT, value);
  }

  private static GoalColumn number(String name, Function<StoredGoal, @Nullable Double> value) {
    return ofGoal(name, Type.NUMBER, value);
  }

  /** Of a plan without goals all of these are missing. */
  private static GoalColumn ofGoal(
      String name, Type type, Function<StoredGoal, ? extends @Nullable Object> value) {
    return new GoalColumn(
        name,
        type,
        row -> {
          StoredGoal goal = row.goal();
          return goal == null ? null : value.apply(goal);
        });
  }

  /** The date that a DICOM date is; what is no day is left out. */
  private static @Nullable LocalDate date(String dicom) {
    try {
      return LocalDate.parse(dicom, DateTimeFormatter.BASIC_ISO_DATE);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
