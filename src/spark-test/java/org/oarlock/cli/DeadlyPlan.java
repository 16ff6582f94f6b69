package org.oarlock.cli;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.SparkPlugin;
import org.jspecify.annotations.Nullable;

/**
 * Makes the first plan one that ends the process by which it is judged: in the first attempt at the
 * task that it shares with others, and in each at a task of its own but the last, which gives it
 * up.
 */
public final class DeadlyPlan implements SparkPlugin, ExecutorPlugin {
  private static final int USUAL_FAILURES = 4;
  private static final int AS_KILLED = 137;

  /** Writes a jar of this class alone. */
  static Path jar(Path jar) throws IOException {
    String name = DeadlyPlan.class.getName().replace('.', '/') + ".class";
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar));
        InputStream own = DeadlyPlan.class.getResourceAsStream("/" + name)) {
      out.putNextEntry(new ZipEntry(name));
      requireNonNull(own).transferTo(out);
    }
    return jar;
  }

  @Override
  public @Nullable DriverPlugin driverPlugin() {
    return null;
  }

  @Override
  public ExecutorPlugin executorPlugin() {
    return this;
  }

  @Override
  public void onTaskStart() {
    TaskContext task = TaskContext.get();
    int judgedBy =
        switch (task.stageId()) {
          case 0 -> 1; // with others
          case 1 -> USUAL_FAILURES - 1; // alone
          default -> 0; // tables are written
        };
    if (task.partitionId() == 0 && task.attemptNumber() < judgedBy) {
      Runtime.getRuntime().halt(AS_KILLED);
    }
  }
}
