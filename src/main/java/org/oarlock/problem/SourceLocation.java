package org.oarlock.problem;

import java.io.Serializable;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Where in the user's input something was found.
 *
 * @param file the file as the user would name it, null for a command-line argument
 * @param line the line, counted from 1; 0 if the file has no lines or the line is unknown
 * @param column the column, counted from 1; 0 if unknown
 * @param path a YAML path ({@code goals[2].goal}) or a DICOM tag path ({@code
 *     (3006,0039)[0].(3006,0050)}), null if the whole file is meant
 */
public record SourceLocation(@Nullable String file, int line, int column, @Nullable String path)
    implements Serializable {

  public static final SourceLocation NOWHERE = new SourceLocation(null, 0, 0, null);

  public static SourceLocation file(String file) {
    return new SourceLocation(file, 0, 0, null);
  }

  public static SourceLocation at(String file, int line, int column, String path) {
    return new SourceLocation(file, line, column, path);
  }

  /** A place in a DICOM file, by its tag path. */
  public static SourceLocation tag(String file, String tagPath) {
    return new SourceLocation(file, 0, 0, tagPath);
  }

  public OptionalInt lineNumber() {
    return line > 0 ? OptionalInt.of(line) : OptionalInt.empty();
  }

  /** {@code file:line:column (path)}, leaving out what is not known. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    if (file != null) {
      text.append(file);
    }
    if (line > 0) {
      text.append(text.isEmpty() ? "line " : ":").append(line);
      if (column > 0) {
        text.append(':').append(column);
      }
    }
    if (path != null && !path.isEmpty()) {
      text.append(text.isEmpty() ? "" : " ").append('(').append(path).append(')');
    }
    return text.toString();
  }
}
