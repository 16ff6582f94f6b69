package org.oarlock.batch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;
import org.oarlock.store.GoalRow;

/**
 * Writes the table of goals as Apache Parquet: all columns optional, texts in UTF-8, pages
 * compressed by gzip. Uses those parts of Apache Parquet's library that need nothing of Hadoop.
 */
final class GoalParquet implements AutoCloseable {
  /** A group of rows is held in memory until it is complete. */
  private static final int ROWS_IN_GROUP = 50_000;

  private static final int TRUNCATED_BYTES = 64;
  private static final MessageType SCHEMA =
      new MessageType("goals", GoalColumn.ALL.stream().map(GoalParquet::type).toList());

  private final ParquetFileWriter file;
  private final ParquetProperties properties = ParquetProperties.builder().build();
  private @Nullable Group group;

  /** Starts a file. */
  GoalParquet(OutputStream out) throws IOException {
    file =
        new ParquetFileWriter(
            new Output(out),
            SCHEMA,
            ParquetFileWriter.Mode.CREATE,
            ParquetProperties.DEFAULT_PAGE_SIZE,
            0,
            TRUNCATED_BYTES,
            TRUNCATED_BYTES,
            true);
    file.start();
  }

  private static Type type(GoalColumn column) {
    return switch (column.type()) {
      case TEXT ->
          Types.optional(PrimitiveTypeName.BINARY)
              .as(LogicalTypeAnnotation.stringType())
              .named(column.name());
      case NUMBER -> Types.optional(PrimitiveTypeName.DOUBLE).named(column.name());
      case INTEGER -> Types.optional(PrimitiveTypeName.INT32).named(column.name());
      case DATE ->
          Types.optional(PrimitiveTypeName.INT32)
              .as(LogicalTypeAnnotation.dateType())
              .named(column.name());
    };
  }

  /** Adds a row. */
  void add(GoalRow row) {
    try {
      Group current = group == null ? new Group() : group;
      group = current;
      current.add(row);
      if (current.rows == ROWS_IN_GROUP) {
        endGroup(current);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes what has been added, and the end of the file. */
  void finish() throws IOException {
    if (group != null) {
      endGroup(group);
    }
    file.end(Map.of());
  }

  private void endGroup(Group ended) throws IOException {
    ended.write();
    ended.close();
    group = null;
  }

  @Override
  public void close() throws IOException {
    if (group != null) {
      group.close();
    }
    file.close();
  }

  /** Rows that are written together. */
  private final class Group {
    private final ColumnChunkPageWriteStore pages =
        new ColumnChunkPageWriteStore(
            new Gzip(), SCHEMA, properties.getAllocator(), TRUNCATED_BYTES, true);
    private final ColumnWriteStore columns = properties.newColumnWriteStore(SCHEMA, pages, pages);
    private final RecordConsumer consumer =
        new ColumnIOFactory(true).getColumnIO(SCHEMA).getRecordWriter(columns);
    private int rows;

    private void add(GoalRow row) {
      consumer.startMessage();
      List<GoalColumn> all = GoalColumn.ALL;
      for (int i = 0; i < all.size(); i++) {
        Object value = all.get(i).of(row);
        if (value != null) {
          consumer.startField(all.get(i).name(), i);
          add(value);
          consumer.endField(all.get(i).name(), i);
        }
      }
      consumer.endMessage();
      rows++;
    }

    private void add(Object value) {
      if (value instanceof Double number) {
        consumer.addDouble(number);
      } else if (value instanceof Integer number) {
        consumer.addInteger(number);
      } else if (value instanceof LocalDate date) {
        consumer.addInteger((int) date.toEpochDay());
      } else {
        consumer.addBinary(Binary.fromString(value.toString()));
      }
    }

    private void write() throws IOException {
      consumer.flush();
      file.startBlock(rows);
      columns.flush();
      pages.flushToFileWriter(file);
      file.endBlock();
    }

    private void close() {
      columns.close();
      pages.close();
    }
  }

  /** The library's own compressors need Hadoop; Java has this one. */
  private static final class Gzip implements BytesInputCompressor {
    @Override
    public BytesInput compress(BytesInput plain) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
        plain.writeAllTo(gzip);
      }
      return BytesInput.from(bytes.toByteArray());
    }

    @Override
    public CompressionCodecName getCodecName() {
      return CompressionCodecName.GZIP;
    }

    @Override
    public void release() {
      // nothing is held
    }
  }

  /** A stream of which the writer is told how far it has come. */
  private record Output(OutputStream out) implements OutputFile {
    @Override
    public PositionOutputStream create(long blockSizeHint) {
      return new PositionOutputStream() {
        private long position;

        @Override
        public long getPos() {
          return position;
        }

        @Override
        public void write(int b) throws IOException {
          out.write(b);
          position++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
          out.write(bytes, offset, length);
          position += length;
        }

        @Override
        public void flush() throws IOException {
          out.flush();
        }
      };
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) {
      return create(blockSizeHint);
    }

    @Override
    public boolean supportsBlockSize() {
      return false;
    }

    @Override
    public long defaultBlockSize() {
      return 0;
    }
  }
}
