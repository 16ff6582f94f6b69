package org.oarlock.cli;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.oarlock.batch.ArchiveStatistics;
import org.oarlock.batch.ResultList;
import org.oarlock.problem.Problem;
import org.oarlock.report.ArchivePage;
import org.oarlock.report.ArchiveReport;
import org.oarlock.store.RowFilter;
import org.oarlock.store.Store;

/**
 * Files that are made from a store.
 *
 * @param store a file or a URL
 * @param reportDir where single reports lie, null if nowhere
 */
record StoreOutput(String store, @Nullable Path reportDir, OutputFiles files) {
  /**
   * Writes those that are asked for; the tables hold the rows that the filter lets pass.
   *
   * @return what there is to say about the filter
   */
  List<Problem> write(TableOption tables, RowFilter filter, @Nullable Path summary) {
    if (!tables.isGiven() && summary == null) {
      return List.of();
    }
    try (Store open = Store.openToRead(store)) {
      ResultList rows = new ResultList(open, filter);
      files.write(tables.csv(), rows::writeCsv);
      files.writeBytes(tables.parquet(), rows::writeParquet);
      if (summary != null) {
        ArchiveReport report = ArchiveStatistics.of(open, reportDir, summary);
        files.write(summary, out -> ArchivePage.write(report, out));
      }
      return rows.remarks();
    }
  }
}
