package org.oarlock.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.oarlock.report.Report;

/** Which program and which version of it this is. */
public final class ToolVersion {
  private static final String RESOURCE = "version.properties";

  private ToolVersion() {}

  /** The version as the build names it, {@code 0.1.0}. */
  public static String text() {
    try (InputStream in = ToolVersion.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is missing from the program");
      }
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version", "unknown");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The program as reports name it. */
  public static Report.Tool tool() {
    return new Report.Tool("oarlock", text());
  }
}
