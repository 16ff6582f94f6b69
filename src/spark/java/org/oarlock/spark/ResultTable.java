package org.oarlock.spark;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;
import org.oarlock.batch.GoalColumn;
import org.oarlock.store.GoalRow;
import org.oarlock.store.StoredGoal;
import org.oarlock.store.StoredProtocol;
import org.oarlock.store.StoredResult;
import org.oarlock.store.StoredResult.Evidence;
import org.oarlock.store.StoredResult.StoredProblem;

/** One of the tables that are written, and the rows that a result has in it. */
final class ResultTable {
  /** A plan that no goal was judged of is one row without a goal. */
  static final ResultTable GOALS =
      new ResultTable("goals", GoalColumn.ALL, List.of(), ResultTable::goals);

  /** Those columns that are about the plan as a whole. */
  static final ResultTable PLANS =
      new ResultTable(
          "plans",
          columns(
              "plan",
              "label",
              "path",
              "plan_date",
              "patient",
              "protocol",
              "version",
              "rule",
              "tool",
              "plan_verdict",
              "plan_reason",
              "report",
              "settings",
              "convention",
              "protocol_key"),
          List.of(),
          result -> List.of(Line.OF_PLAN));

  static final ResultTable PROBLEMS =
      new ResultTable(
          "problems",
          columns("plan", "label", "path", "protocol", "version", "rule", "tool", "plan_verdict"),
          List.of("severity", "code", "file", "place", "message", "hint"),
          ResultTable::problems);

  static final List<ResultTable> ALL = List.of(GOALS, PLANS, PROBLEMS);

  private final String name;
  private final List<GoalColumn> columns;
  private final List<String> texts;
  private final Function<StoredResult, List<Line>> lines;

  private ResultTable(
      String name,
      List<GoalColumn> columns,
      List<String> texts,
      Function<StoredResult, List<Line>> lines) {
    this.name = name;
    this.columns = columns;
    this.texts = texts;
    this.lines = lines;
  }

  /**
   * What of a result a row is about.
   *
   * @param goal null if it is about the plan
   * @param texts the values of the columns that only this table has
   */
  private record Line(@Nullable StoredGoal goal, List<String> texts) {
    private static final Line OF_PLAN = new Line(null, List.of());
  }

  private static List<Line> goals(StoredResult result) {
    return result.goals().isEmpty()
        ? List.of(Line.OF_PLAN)
        : result.goals().stream().map(goal -> new Line(goal, List.of())).toList();
  }

  private static List<Line> problems(StoredResult result) {
    return result.problems().stream().map(problem -> new Line(null, texts(problem))).toList();
  }

  private static List<String> texts(StoredProblem problem) {
    return List.of(
        problem.severity(),
        problem.code(),
        problem.file(),
        problem.place(),
        problem.message(),
        problem.hint());
  }

  /** The name of the folder that its files lie in. */
  String name() {
    return name;
  }

  /**
   * The rows of a result, in order, with a value or null for each column.
   *
   * @param tool the version that judged it
   * @param protocol that it was judged by
   */
  List<List<@Nullable Object>> rows(String tool, StoredResult result, StoredProtocol protocol) {
    return lines.apply(result).stream().map(line -> row(tool, result, protocol, line)).toList();
  }

  /** Its columns as Parquet has them; each may be without a value. */
  MessageType schema() {
    return new MessageType(
        name,
        Stream.concat(
                columns.stream().map(column -> type(column.name(), column.type())),
                texts.stream().map(text -> type(text, GoalColumn.Type.TEXT)))
            .toList());
  }

  private static Type type(String name, GoalColumn.Type type) {
    return switch (type) {
      case TEXT ->
          Types.optional(PrimitiveTypeName.BINARY)
              .as(LogicalTypeAnnotation.stringType())
              .named(name);
      case NUMBER -> Types.optional(PrimitiveTypeName.DOUBLE).named(name);
      case INTEGER -> Types.optional(PrimitiveTypeName.INT32).named(name);
      case DATE ->
          Types.optional(PrimitiveTypeName.INT32).as(LogicalTypeAnnotation.dateType()).named(name);
    };
  }

  private static List<GoalColumn> columns(String... names) {
    List<String> wanted = List.of(names);
    return GoalColumn.ALL.stream().filter(column -> wanted.contains(column.name())).toList();
  }

  private List<@Nullable Object> row(
      String tool, StoredResult result, StoredProtocol protocol, Line line) {
    GoalRow row =
        new GoalRow(
            result.plan(),
            result.label(),
            path(result),
            result.planDate(),
            result.patient(),
            result.patientId(),
            result.patientName(),
            protocol.id(),
            protocol.version(),
            protocol.key(),
            protocol.rule(),
            tool,
            result.prescription(),
            result.verdict(),
            result.reason(),
            result.report(),
            protocol.settings(),
            protocol.convention(),
            line.goal());
    List<@Nullable Object> values = new ArrayList<>();
    columns.forEach(column -> values.add(column.of(row)));
    values.addAll(line.texts());
    return values;
  }

  /** Where a plan's first RT Plan lies, or its structures if it has none, as the store has it. */
  private static String path(StoredResult result) {
    return result.evidence().stream()
        .filter(file -> !file.kind().equals("RT_DOSE"))
        .min(Comparator.comparing(Evidence::kind).thenComparing(Evidence::path))
        .map(Evidence::path)
        .orElse("");
  }
}
