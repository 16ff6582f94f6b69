package org.oarlock.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.oarlock.batch.ArchiveStatistics;
import org.oarlock.batch.ResultList;
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
  /** Writes those that are asked for; the tables hold the rows that the filter lets pass. */
  void write(TableOption tables, RowFilter filter, @Nullable Path summary) {
    if (!tables.isGiven() && summary == null) {
      return;
    }
    try (Store open = Store.openToRead(store)) {
      ResultList rows = new ResultList(open, filter);
      files.write(tables.csv(), rows::writeCsv);
      files.writeBytes(tables.parquet(), rows::writeParquet);
      if (summary != null) {
        ArchiveReport report = ArchiveStatistics.of(open, reportDir, summary);
        files.write(summary, out -> ArchivePage.write(report, out));
      }
    }
  }
}
