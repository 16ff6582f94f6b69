package org.oarlock.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.oarlock.problem.FileFault;
import org.oarlock.problem.SourceLocation;

/**
 * A protocol file as text that a person can see: UTF-8, of bounded size, without characters that
 * look like nothing or like something else.
 *
 * @param name as the user would name it
 * @param text its text
 * @param sha256 of its bytes
 */
record ProtocolFile(String name, String text, String sha256) {
  /** A protocol of a thousand goals is smaller. */
  static final int MAX_BYTES = 1_000_000;

  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private static final char REPLACEMENT = '\uFFFD';

  /** Reads a file; null if it cannot be used at all, with the problem added. */
  static @Nullable ProtocolFile read(Path path, String name, ProblemList problems) {
    byte[] bytes = bytes(path, name, problems);
    if (bytes == null) {
      return null;
    }
    String text = decode(bytes, name, problems);
    if (text == null) {
      return null;
    }
    return new ProtocolFile(name, visible(text, name, problems), sha256(bytes));
  }

  private static byte @Nullable [] bytes(Path path, String name, ProblemList problems) {
    SourceLocation file = SourceLocation.file(name);
    if (!Files.isRegularFile(path)) {
      boolean isFolder = Files.isDirectory(path);
      String what =
          isFolder
              ? "this is a folder"
              : Files.exists(path) ? "this is not a file" : "the file does not exist";
      problems.add(
          Rule.FILE_UNREADABLE,
          file,
          what,
          isFolder ? "Name the files in it, such as %s/*.yaml".formatted(name) : "Check the path");
      return null;
    }
    try (InputStream in = Files.newInputStream(path)) {
      // one byte more than allowed tells a file that is too large, whatever its size is said to be
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        problems.add(
            Rule.FILE_TOO_LARGE,
            file,
            "the file has more than " + MAX_BYTES + " bytes, too many for a protocol",
            "Check that this is the protocol");
        return null;
      }
      return bytes;
    } catch (IOException e) {
      problems.add(
          Rule.FILE_UNREADABLE,
          file,
          "the file cannot be read: " + FileFault.words(e),
          "Check the permissions of the file");
      return null;
    }
  }

  private static @Nullable String decode(byte[] bytes, String name, ProblemList problems) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length + 1);
    CoderResult result = decoder.decode(in, out, true);
    String text = out.flip().toString();
    if (result.isError()) {
      Place place = new Place();
      text.codePoints().forEach(place::pass);
      problems.add(
          Rule.NOT_UTF8,
          SourceLocation.at(name, place.line, place.column, ""),
          "the byte %02X is not UTF-8 text".formatted(bytes[in.position()] & 0xFF),
          "Save the file in the encoding UTF-8");
      return null;
    }
    return text;
  }

  /** The text with what cannot be seen reported, and replaced so that columns stay the same. */
  private static String visible(String text, String name, ProblemList problems) {
    StringBuilder visible = new StringBuilder(text.length());
    Place place = new Place();
    int start = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? 1 : 0;
    text.substring(start)
        .codePoints()
        .forEach(
            c -> {
              if (isVisible(c)) {
                visible.appendCodePoint(c);
              } else {
                visible.append(REPLACEMENT);
                SourceLocation at = SourceLocation.at(name, place.line, place.column, "");
                problems.add(Rule.INVISIBLE_CHARACTER, at, invisible(c), "Type it anew");
              }
              place.pass(c);
            });
    return visible.toString();
  }

  private static String invisible(int c) {
    String what =
        switch (Character.getType(c)) {
          case Character.PRIVATE_USE -> "a private-use character, which fonts show as they like";
          case Character.SPACE_SEPARATOR -> "a space that is not the ordinary one";
          default -> "a character that cannot be seen";
        };
    return String.format(Locale.ROOT, "U+%04X is %s", c, what);
  }

  /** Whether people see what it is: no control, format, private or unusual space character. */
  static boolean isVisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL -> c == '\n' || c == '\r' || c == '\t';
      case Character.SPACE_SEPARATOR -> c == ' ';
      case Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> !isBlankLetter(c);
    };
  }

  /** Letters and marks that Unicode draws as nothing: Hangul fillers, variation selectors, ... */
  private static boolean isBlankLetter(int c) {
    return c == 0x115F
        || c == 0x1160
        || c == 0x3164
        || c == 0xFFA0
        || c == 0x2800
        || c == 0x034F
        || (c >= 0xFE00 && c <= 0xFE0F)
        || (c >= 0xE0100 && c <= 0xE01EF);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /** Where one is in a text. */
  private static final class Place {
    private int line = 1;
    private int column = 1;
    private boolean afterReturn;

    void pass(int c) {
      if (c == '\n' && afterReturn) {
        afterReturn = false;
        return;
      }
      afterReturn = c == '\r';
      if (c == '\n' || c == '\r') {
        line++;
        column = 1;
      } else {
        column++;
      }
    }
  }
}
