package org.oarlock.spark;

import java.io.IOException;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.spark.TaskContext;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;
import org.oarlock.store.StoredProtocol;
import org.oarlock.store.StoredResult;
import scala.Tuple2;

/**
 * Writes one part of all tables: of the same results, in the same order, a file of Apache Parquet
 * each.
 */
final class PartWriter implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Rows are held in memory until there is so much of them. */
  private static final long GROUP_BYTES = 32L << 20;

  private final String folder;
  private final String unfinished;
  private final SerializableConfiguration configuration;
  private final Map<String, StoredProtocol> protocols;

  /**
   * @param folder where the tables are written, a URI
   * @param unfinished where files are until they are whole, a URI on the same file system
   * @param protocols all that results may be by, by key
   */
  PartWriter(
      String folder,
      String unfinished,
      Configuration configuration,
      Map<String, StoredProtocol> protocols) {
    this.folder = folder;
    this.unfinished = unfinished;
    this.configuration = new SerializableConfiguration(configuration);
    this.protocols = Map.copyOf(protocols);
  }

  /** Writes the files of a part, and says what is in them. */
  PartTally write(int part, Iterator<Tuple2<ResultKey, StoredResult>> results) throws IOException {
    String name = "part-%05d.parquet".formatted(part);
    String attempt = part + "." + TaskContext.get().taskAttemptId();
    PartTally tally = new PartTally();
    try (var goals = writer(ResultTable.GOALS, attempt);
        var plans = writer(ResultTable.PLANS, attempt);
        var problems = writer(ResultTable.PROBLEMS, attempt)) {
      Map<ResultTable, ParquetWriter<List<@Nullable Object>>> writers =
          Map.of(
              ResultTable.GOALS, goals, ResultTable.PLANS, plans, ResultTable.PROBLEMS, problems);
      while (results.hasNext()) {
        Tuple2<ResultKey, StoredResult> next = results.next();
        write(next._1().tool(), next._2(), writers);
        tally.add(next._2());
      }
    }
    for (ResultTable table : ResultTable.ALL) {
      publish(unfinished(table, attempt), new Path(folder + "/" + table.name() + "/" + name));
    }
    return tally;
  }

  private void write(
      String tool,
      StoredResult result,
      Map<ResultTable, ParquetWriter<List<@Nullable Object>>> writers)
      throws IOException {
    StoredProtocol protocol = Objects.requireNonNull(protocols.get(result.protocol()));
    for (Map.Entry<ResultTable, ParquetWriter<List<@Nullable Object>>> writer :
        writers.entrySet()) {
      for (List<@Nullable Object> row : writer.getKey().rows(tool, result, protocol)) {
        writer.getValue().write(row);
      }
    }
  }

  private Path unfinished(ResultTable table, String attempt) {
    return new Path(unfinished + "/" + table.name() + "-" + attempt);
  }

  /** Another attempt may have been faster; its file is the same. */
  private void publish(Path from, Path to) throws IOException {
    FileSystem files = to.getFileSystem(configuration.value());
    files.mkdirs(to.getParent());
    if (!files.rename(from, to)) {
      files.delete(from, false);
      if (!files.exists(to)) {
        throw new IOException(to + " cannot be written");
      }
    }
  }

  private ParquetWriter<List<@Nullable Object>> writer(ResultTable table, String attempt)
      throws IOException {
    Path path = unfinished(table, attempt);
    return new Builder(HadoopOutputFile.fromPath(path, configuration.value()), table)
        .withConf(configuration.value())
        .withCompressionCodec(CompressionCodecName.SNAPPY)
        .withRowGroupSize(GROUP_BYTES)
        .build();
  }

  private static final class Builder
      extends ParquetWriter.Builder<List<@Nullable Object>, Builder> {
    private final MessageType schema;

    private Builder(OutputFile file, ResultTable table) {
      super(file);
      this.schema = table.schema();
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    @SuppressWarnings("deprecation") // it must be there nevertheless
    protected WriteSupport<List<@Nullable Object>> getWriteSupport(Configuration unused) {
      return new Rows(schema);
    }
  }

  /** Writes rows whose values are in the order of the columns. */
  private static final class Rows extends WriteSupport<List<@Nullable Object>> {
    private final MessageType schema;
    private @Nullable RecordConsumer consumer;

    private Rows(MessageType schema) {
      this.schema = schema;
    }

    @Override
    @SuppressWarnings("deprecation") // it must be there nevertheless
    public WriteContext init(Configuration unused) {
      return new WriteContext(schema, Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer consumer) {
      this.consumer = consumer;
    }

    @Override
    public void write(List<@Nullable Object> row) {
      RecordConsumer out = Objects.requireNonNull(consumer);
      out.startMessage();
      for (int i = 0; i < row.size(); i++) {
        Object value = row.get(i);
        if (value != null) {
          out.startField(schema.getFieldName(i), i);
          add(value, out);
          out.endField(schema.getFieldName(i), i);
        }
      }
      out.endMessage();
    }

    private static void add(Object value, RecordConsumer out) {
      if (value instanceof Double number) {
        out.addDouble(number);
      } else if (value instanceof Integer number) {
        out.addInteger(number);
      } else if (value instanceof LocalDate date) {
        out.addInteger(Math.toIntExact(date.toEpochDay()));
      } else {
        out.addBinary(Binary.fromString(value.toString()));
      }
    }
  }
}
