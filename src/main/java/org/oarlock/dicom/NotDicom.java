package org.oarlock.dicom;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;

/**
 * What there is to say of a file that does not read as DICOM. Files are known by their content; but
 * what is left of one that was cut off near its beginning, or was never written, shows itself by
 * its name alone. A plan must not pass since one of its files is gone.
 */
final class NotDicom {
  /** PS3.10 7.1: a preamble, which is mostly zeros, and the letters {@code DICM}. */
  private static final byte[] START = start();

  private static final int PREAMBLE = 128;

  /** What other programs put into a preamble shows within as many bytes that it is no text. */
  private static final int FEWEST_TEXT = 8;

  private static final Pattern EXTENSION = Pattern.compile("(?is).*\\.(dcm|dicom|ima)");

  /** {@code RP.1.2.3}, {@code RD_1}, {@code RTDOSE-2}, as planning systems write them. */
  private static final Pattern PREFIX =
      Pattern.compile("(?is)(RP|RS|RD|RTPLAN|RTSTRUCT|RTSS|RTDOSE)[._\\-0-9].*");

  private static final Pattern OTHER_EXTENSION = Pattern.compile("(?is).*\\.[a-z][a-z0-9]{0,3}");

  /** Texts that stand for a file: wrapped for sending, kept elsewhere, or told of by a server. */
  private static final Pattern STAND_IN =
      Pattern.compile("(?s)\\s*(<|-----BEGIN|version https?://git-lfs|.{0,40}/annex/).*");

  /** Before the name of a file, where macOS keeps what it knows of it besides. */
  private static final String COMPANION = "._";

  private NotDicom() {}

  private static byte[] start() {
    byte[] start = new byte[PREAMBLE + 4];
    start[PREAMBLE] = 'D';
    start[PREAMBLE + 1] = 'I';
    start[PREAMBLE + 2] = 'C';
    start[PREAMBLE + 3] = 'M';
    return start;
  }

  /**
   * What to say of it.
   *
   * @param head its first bytes
   * @return an error if it may be what is left of a DICOM file, a warning if it is a text whose
   *     name says that it is one, null if nothing does
   */
  static @Nullable Problem problem(Source source, ByteBuffer head) {
    int size = head.limit();
    int asStart = head.mismatch(ByteBuffer.wrap(START));
    boolean hasZeros = size > 0 && (asStart < 0 || asStart >= Math.min(size, PREAMBLE));
    boolean endsInStart = size >= PREAMBLE && asStart == size;
    boolean isNamedSo = isNamedAsDicom(source.name());
    if (endsInStart || (isNamedSo && hasZeros)) {
      return truncated(
          source,
          endsInStart || size < PREAMBLE
              ? "it ends at byte %d, within what DICOM files begin with".formatted(size)
              : "its name says DICOM, but behind 128 bytes of zeros there is no 'DICM'");
    }
    if (!isNamedSo) {
      return null;
    }
    if (isText(head) && !STAND_IN.matcher(StandardCharsets.ISO_8859_1.decode(head)).matches()) {
      return Problem.warning(
          "dicom-none",
          SourceLocation.file(source.label()),
          "its name says DICOM, but it is a text; it is left aside",
          "Give it another name");
    }
    if (size < START.length) {
      return truncated(
          source,
          size == 0
              ? "it is empty, and its name says DICOM"
              : "its name says DICOM, but it ends at byte %d, too early for that".formatted(size));
    }
    if (Part10Reader.looksLikeDicom(head)) {
      return truncated(source, "it begins like a DICOM file, but does not say what it holds");
    }
    return Problem.error(
        "dicom-none",
        SourceLocation.file(source.label()),
        "its name says DICOM, but it is no DICOM file; it may be damaged, encrypted or packed",
        "Export or copy the file again, or give it another name if it is no DICOM file");
  }

  /** Whether it begins as a text in UTF-8 does, and says something. */
  private static boolean isText(ByteBuffer head) {
    CharBuffer text = CharBuffer.allocate(head.limit());
    CoderResult read =
        StandardCharsets.UTF_8.newDecoder().decode(head.duplicate().rewind(), text, false);
    String start = text.flip().toString();
    return !read.isError()
        && head.limit() >= FEWEST_TEXT
        && start.chars().anyMatch(Character::isLetter)
        && start.chars().noneMatch(c -> Character.isISOControl(c) && "\t\n\f\r".indexOf(c) < 0);
  }

  private static Problem truncated(Source source, String message) {
    return Problem.error(
        "dicom-truncated",
        SourceLocation.file(source.label()),
        message,
        "Export or copy the file again, or move it elsewhere if it does not belong to a plan");
  }

  private static boolean isNamedAsDicom(String name) {
    if (name.startsWith(COMPANION)) {
      return false;
    }
    return EXTENSION.matcher(name).matches()
        || (PREFIX.matcher(name).matches() && !OTHER_EXTENSION.matcher(name).matches());
  }
}
