package org.oarlock.spark;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.oarlock.batch.GoalColumn;
import org.oarlock.batch.JudgedUnit;
import org.oarlock.store.GoalRow;
import org.oarlock.store.StoredGoal;
import org.oarlock.store.StoredProtocol;
import org.oarlock.store.StoredResult;
import org.oarlock.store.StoredResult.Evidence;
import org.oarlock.store.StoredResult.StoredProblem;

/** Writes what units came to as tables in Apache Parquet, a folder each. */
final class ResultTables {
  /** A plan that no goal was judged of is one row without a goal. */
  private static final List<GoalColumn> GOALS = GoalColumn.ALL;

  /** Those columns that are about the plan as a whole. */
  private static final List<GoalColumn> PLANS =
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
          "protocol_key");

  private static final List<GoalColumn> PROBLEMS =
      columns("plan", "label", "path", "protocol", "version", "rule", "tool", "plan_verdict");
  private static final List<String> OF_PROBLEM =
      List.of("severity", "code", "place", "message", "hint");

  /** What rows are ordered by beside their own columns, and is not written. */
  private static final String KEY = "order_key";

  private static final String POSITION = "order_position";

  private final SparkSession spark;
  private final JavaRDD<JudgedUnit> units;
  private final String folder;

  /**
   * @param units what they came to
   * @param folder where the tables are written, a URI
   */
  ResultTables(SparkSession spark, JavaRDD<JudgedUnit> units, String folder) {
    this.spark = spark;
    this.units = units;
    this.folder = folder;
  }

  /**
   * Writes goals, plans and problems.
   *
   * @param protocols all that results may be by
   */
  void write(List<StoredProtocol> protocols) {
    HashMap<String, StoredProtocol> byKey = new HashMap<>();
    protocols.forEach(protocol -> byKey.put(protocol.key(), protocol));
    write("goals", GOALS, List.of(), unit -> goals(unit, byKey));
    write("plans", PLANS, List.of(), unit -> plans(unit, byKey));
    write("problems", PROBLEMS, OF_PROBLEM, unit -> problems(unit, byKey));
  }

  /** How many plans have been written, as everybody sees it who reads the tables. */
  long writtenPlans() {
    return spark.read().parquet(literally(folder + "/plans")).count();
  }

  /** A path to be read, in which characters that would stand for others stand for themselves. */
  static String literally(String path) {
    return path.replaceAll("[\\\\*?\\[\\]{}]", "\\\\$0");
  }

  private void write(
      String table,
      List<GoalColumn> columns,
      List<String> texts,
      FlatMapFunction<JudgedUnit, Row> rows) {
    spark
        .createDataFrame(units.flatMap(rows), schema(columns, texts))
        .sort("protocol", "version", KEY, "tool", "plan", POSITION)
        .drop(KEY, POSITION)
        .write()
        .parquet(folder + "/" + table);
  }

  // columns

  private static List<GoalColumn> columns(String... names) {
    List<String> wanted = List.of(names);
    return GoalColumn.ALL.stream().filter(column -> wanted.contains(column.name())).toList();
  }

  private static StructType schema(List<GoalColumn> columns, List<String> texts) {
    List<StructField> fields = new ArrayList<>();
    columns.forEach(column -> fields.add(field(column.name(), type(column.type()))));
    texts.forEach(text -> fields.add(field(text, DataTypes.StringType)));
    fields.add(field(KEY, DataTypes.StringType));
    fields.add(field(POSITION, DataTypes.IntegerType));
    return DataTypes.createStructType(fields);
  }

  private static StructField field(String name, DataType type) {
    return DataTypes.createStructField(name, type, true);
  }

  private static DataType type(GoalColumn.Type type) {
    return switch (type) {
      case TEXT -> DataTypes.StringType;
      case NUMBER -> DataTypes.DoubleType;
      case INTEGER -> DataTypes.IntegerType;
      case DATE -> DataTypes.DateType;
    };
  }

  // rows

  private static Iterator<Row> goals(JudgedUnit unit, Map<String, StoredProtocol> protocols) {
    List<Row> rows = new ArrayList<>();
    for (StoredResult result : unit.results()) {
      List<@Nullable StoredGoal> goals = new ArrayList<>(result.goals());
      if (goals.isEmpty()) {
        goals.add(null);
      }
      for (int i = 0; i < goals.size(); i++) {
        rows.add(row(GOALS, goalRow(unit, result, goals.get(i), protocols), List.of(), i));
      }
    }
    return rows.iterator();
  }

  private static Iterator<Row> plans(JudgedUnit unit, Map<String, StoredProtocol> protocols) {
    return unit.results().stream()
        .map(result -> row(PLANS, goalRow(unit, result, null, protocols), List.of(), 0))
        .iterator();
  }

  private static Iterator<Row> problems(JudgedUnit unit, Map<String, StoredProtocol> protocols) {
    List<Row> rows = new ArrayList<>();
    for (StoredResult result : unit.results()) {
      int position = 0;
      for (StoredProblem problem : result.problems()) {
        List<String> texts =
            List.of(
                problem.severity(),
                problem.code(),
                problem.place(),
                problem.message(),
                problem.hint());
        rows.add(row(PROBLEMS, goalRow(unit, result, null, protocols), texts, position++));
      }
    }
    return rows.iterator();
  }

  private static Row row(List<GoalColumn> columns, GoalRow row, List<String> texts, int position) {
    List<@Nullable Object> values = new ArrayList<>();
    columns.forEach(column -> values.add(column.of(row)));
    values.addAll(texts);
    values.add(row.protocolKey());
    values.add(position);
    return RowFactory.create(values.toArray());
  }

  private static GoalRow goalRow(
      JudgedUnit unit,
      StoredResult result,
      @Nullable StoredGoal goal,
      Map<String, StoredProtocol> protocols) {
    StoredProtocol protocol = protocols.get(result.protocol());
    if (protocol == null) {
      throw new IllegalStateException("a result by a protocol that is not known");
    }
    return new GoalRow(
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
        unit.task().tool(),
        result.prescription(),
        result.verdict(),
        result.reason(),
        result.report(),
        protocol.settings(),
        protocol.convention(),
        goal);
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
