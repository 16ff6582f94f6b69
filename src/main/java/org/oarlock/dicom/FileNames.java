package org.oarlock.dicom;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
import org.oarlock.problem.VisibleText;

/**
 * Names of files that are not what they seem. Where they are bytes, as on Linux, a name may be no
 * text in the character set of the system: made a text, it is the name of another file or of none.
 */
public final class FileNames {
  private static final char NOT_TEXT = '\uFFFD';

  private FileNames() {}

  /** Whether a path can be written down, and found again by what was written. */
  static boolean isText(Path path) {
    String text = path.toString();
    return text.indexOf(NOT_TEXT) < 0 || isFoundBy(text, path);
  }

  private static boolean isFoundBy(String text, Path path) {
    try {
      return Path.of(text).equals(path);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** A text that no two paths share: the path or, of one that is no text, its URI. */
  static String unique(Path path) {
    return isText(path) ? path.toString() : path.toUri().toString();
  }

  /** Of a file that is there and cannot be named. */
  static Problem notText(Path path) {
    return Problem.error(
        "file-name",
        SourceLocation.file(VisibleText.ofPath(path.toString())),
        "its path is no text in this system's character set: " + path.toUri().getRawPath(),
        "Rename the file or its folder, which may come from another system");
  }

  /** Whether a file that was met in a folder is a link to nothing; editors hide such locks. */
  static boolean leadsNowhere(Path file, BasicFileAttributes followed) {
    return followed.isSymbolicLink() && !String.valueOf(file.getFileName()).startsWith(".");
  }

  static Problem deadLink(Path file) {
    return Problem.error(
        "file-unreadable",
        SourceLocation.file(VisibleText.ofPath(file.toString())),
        "it is a link to what does not exist",
        "Fetch the file that it stands for, or remove the link");
  }

  /**
   * Of a path that somebody named and where there is nothing.
   *
   * @param message what is the matter
   */
  public static Problem missing(Path path, String message) {
    return Problem.error(
        "file-missing",
        SourceLocation.file(VisibleText.ofPath(path.toString())),
        message,
        path.toString().indexOf(NOT_TEXT) < 0
            ? "Check the path"
            : "Name a folder above it: its name seems to be no text in this system's character set");
  }
}
