package org.oarlock.dicom;

import org.jspecify.annotations.Nullable;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;

/** Something in a DICOM file that stops its reader; becomes a {@link Problem} of that file. */
final class DicomException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final String tagPath;
  private final @Nullable String hint;

  DicomException(String code, String tagPath, String message, @Nullable String hint) {
    super(message);
    this.code = code;
    this.tagPath = tagPath;
    this.hint = hint;
  }

  DicomException(String code, String tagPath, String message) {
    this(code, tagPath, message, null);
  }

  Problem inFile(String file) {
    SourceLocation location =
        tagPath.isEmpty() ? SourceLocation.file(file) : SourceLocation.tag(file, tagPath);
    return Problem.error(code, location, String.valueOf(getMessage()), hint);
  }
}
