package org.oarlock.spark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.oarlock.batch.JudgedUnit;
import org.oarlock.store.StoredProtocol;
import org.oarlock.store.StoredResult;
import scala.Tuple2;

/**
 * Writes what units came to as tables in Apache Parquet, a folder each. What has been kept is read
 * and sorted once, and each part of it written into all tables.
 */
final class ResultTables {
  /** How many plans a file holds, about. */
  private static final String PLANS_PER_FILE = "spark.oarlock.plansPerFile";

  private static final int USUAL_PLANS_PER_FILE = 2000;
  private static final int MOST_PARTS = 200;
  private static final int SAMPLED_PER_PART = 20;
  private static final int UNITS_PER_TASK = 100;
  private static final int MOST_TASKS = 1000;

  private final JavaSparkContext context;
  private final Kept kept;
  private final String folder;

  /**
   * @param kept what all units came to
   * @param folder where the tables are written, a URI
   */
  ResultTables(JavaSparkContext context, Kept kept, String folder) {
    this.context = context;
    this.kept = kept;
    this.folder = folder;
  }

  /**
   * Writes goals, plans and problems.
   *
   * @param units how many there are
   * @param unfinished where files are until they are whole, a URI on the same file system
   * @param protocols all that results may be by
   * @return what is in each part
   */
  List<PartTally> write(int units, String unfinished, List<StoredProtocol> protocols) {
    Map<String, StoredProtocol> byKey = new HashMap<>();
    protocols.forEach(protocol -> byKey.put(protocol.key(), protocol));
    PartWriter writer = new PartWriter(folder, unfinished, context.hadoopConfiguration(), byKey);
    return results(units, 1, byKey)
        .repartitionAndSortWithinPartitions(ranges(units, byKey))
        .mapPartitionsWithIndex(
            (part, results) -> List.of(writer.write(part, results)).iterator(), true)
        .collect();
  }

  /** Parts that are in order, by the keys of some of the units. */
  private Ranges ranges(int units, Map<String, StoredProtocol> protocols) {
    int wanted = context.getConf().getInt(PLANS_PER_FILE, USUAL_PLANS_PER_FILE);
    int parts = Math.min(MOST_PARTS, ceil(units, Math.max(1, wanted)));
    if (parts <= 1) {
      return Ranges.of(List.of(), 1);
    }
    int step = Math.max(1, units / (SAMPLED_PER_PART * parts));
    return Ranges.of(results(units, step, protocols).keys().collect(), parts);
  }

  /** The results of every so manieth unit. */
  private JavaPairRDD<ResultKey, StoredResult> results(
      int units, int step, Map<String, StoredProtocol> protocols) {
    List<Integer> numbers = new ArrayList<>();
    for (int number = 0; number < units; number += step) {
      numbers.add(number);
    }
    int tasks = Math.max(1, Math.min(MOST_TASKS, ceil(numbers.size(), UNITS_PER_TASK)));
    Kept source = kept; // and not all of this
    return context
        .parallelize(numbers, tasks)
        .flatMapToPair(number -> results(number, source.get(number), protocols));
  }

  private static Iterator<Tuple2<ResultKey, StoredResult>> results(
      int unit, JudgedUnit judged, Map<String, StoredProtocol> protocols) {
    return judged.results().stream()
        .map(result -> new Tuple2<>(key(unit, judged.task().tool(), result, protocols), result))
        .iterator();
  }

  private static ResultKey key(
      int unit, String tool, StoredResult result, Map<String, StoredProtocol> protocols) {
    StoredProtocol protocol = protocols.get(result.protocol());
    if (protocol == null) {
      throw new IllegalStateException("a result by a protocol that is not known");
    }
    return new ResultKey(
        protocol.id(), protocol.version(), protocol.key(), tool, result.plan(), unit);
  }

  private static int ceil(int of, int by) {
    return of / by + (of % by > 0 ? 1 : 0);
  }

  /** How many plans have been written, as everybody sees it who reads the tables. */
  long writtenPlans() throws IOException {
    Configuration configuration = context.hadoopConfiguration();
    Path plans = new Path(folder + "/" + ResultTable.PLANS.name());
    long rows = 0;
    for (FileStatus file : plans.getFileSystem(configuration).listStatus(plans)) {
      try (ParquetFileReader reader =
          ParquetFileReader.open(HadoopInputFile.fromStatus(file, configuration))) {
        rows += reader.getRecordCount();
      }
    }
    return rows;
  }
}
