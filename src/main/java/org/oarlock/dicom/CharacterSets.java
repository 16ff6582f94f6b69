package org.oarlock.dicom;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decodes text by a Specific Character Set (0008,0005), PS3.3 C.12.1.1.2 and PS3.5 6.1: one
 * character set without code extensions, or several with ISO 2022 escape sequences. What cannot be
 * decoded becomes U+FFFD, never an error.
 *
 * <p>Values are split after decoding, since the second byte of a character in GB18030, GBK and JIS
 * X 0208 may be the code of a backslash.
 */
final class CharacterSets {
  private static final int ESCAPE = 0x1B;

  /** The defined terms, without the "ISO_IR " or "ISO 2022 IR " that they start with. */
  private static final Map<String, String> TERMS =
      Map.ofEntries(
          Map.entry("6", "US-ASCII"),
          Map.entry("13", "JIS_X0201"),
          Map.entry("100", "ISO-8859-1"),
          Map.entry("101", "ISO-8859-2"),
          Map.entry("109", "ISO-8859-3"),
          Map.entry("110", "ISO-8859-4"),
          Map.entry("126", "ISO-8859-7"),
          Map.entry("127", "ISO-8859-6"),
          Map.entry("138", "ISO-8859-8"),
          Map.entry("144", "ISO-8859-5"),
          Map.entry("148", "ISO-8859-9"),
          Map.entry("166", "TIS-620"),
          Map.entry("192", "UTF-8"),
          Map.entry("203", "ISO-8859-15"),
          Map.entry("GB18030", "GB18030"),
          Map.entry("GBK", "GBK"));

  /** Terms that only stand second or later, and only select by escape sequences. */
  private static final List<String> EXTENSIONS_ONLY = List.of("58", "87", "149", "159");

  /** What follows ESC, PS3.3 tables C.12-3 and C.12-4, and the set it selects. */
  private static final Map<String, String> ESCAPES =
      Map.ofEntries(
          Map.entry("(B", "US-ASCII"),
          Map.entry("(J", "JIS_X0201"),
          Map.entry(")I", "JIS_X0201"),
          Map.entry("-A", "ISO-8859-1"),
          Map.entry("-B", "ISO-8859-2"),
          Map.entry("-C", "ISO-8859-3"),
          Map.entry("-D", "ISO-8859-4"),
          Map.entry("-F", "ISO-8859-7"),
          Map.entry("-G", "ISO-8859-6"),
          Map.entry("-H", "ISO-8859-8"),
          Map.entry("-L", "ISO-8859-5"),
          Map.entry("-M", "ISO-8859-9"),
          Map.entry("-T", "TIS-620"),
          Map.entry("-b", "ISO-8859-15"),
          Map.entry("$B", "x-JIS0208"),
          Map.entry("$(D", "JIS_X0212-1990"),
          Map.entry("$)C", "EUC-KR"),
          Map.entry("$)A", "GB2312"));

  static final CharacterSets DEFAULT = new CharacterSets(StandardCharsets.US_ASCII, false, null);

  private final Charset first;
  private final boolean extended;
  private final @Nullable String unknownTerm;

  private CharacterSets(Charset first, boolean extended, @Nullable String unknownTerm) {
    this.first = first;
    this.extended = extended;
    this.unknownTerm = unknownTerm;
  }

  /** The character sets that these values of (0008,0005) name. */
  static CharacterSets of(List<String> terms) {
    if (terms.isEmpty()) {
      return DEFAULT;
    }
    String unknown = null;
    for (String term : terms) {
      if (charset(term) == null && !EXTENSIONS_ONLY.contains(code(term))) {
        unknown = term;
        break;
      }
    }
    Charset first = charset(terms.get(0));
    boolean extended = terms.size() > 1 || terms.get(0).startsWith("ISO 2022");
    return new CharacterSets(first == null ? StandardCharsets.US_ASCII : first, extended, unknown);
  }

  /** A term that is not known; text is then decoded as ASCII. */
  @Nullable String unknownTerm() {
    return unknownTerm;
  }

  private static String code(String term) {
    if (term.startsWith("ISO_IR ")) {
      return term.substring(7);
    }
    return term.startsWith("ISO 2022 IR ") ? term.substring(12) : term.isEmpty() ? "6" : term;
  }

  private static @Nullable Charset charset(String term) {
    String name = TERMS.get(code(term));
    return name == null || !Charset.isSupported(name) ? null : Charset.forName(name);
  }

  /**
   * All values of a text attribute without padding.
   *
   * @param personName whether its VR is PN, whose parts each start with the initial character sets
   */
  List<String> values(byte[] bytes, boolean personName) {
    String text = extended ? decodeExtended(bytes, personName) : new String(bytes, first);
    List<String> values = new ArrayList<>(1);
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || text.charAt(i) == '\\') {
        values.add(trim(text.substring(start, i)));
        start = i + 1;
      }
    }
    return values.size() == 1 && values.get(0).isEmpty() ? List.of() : values;
  }

  private static String trim(String value) {
    int start = 0;
    int end = value.length();
    while (start < end && isPadding(value.charAt(start))) {
      start++;
    }
    while (end > start && isPadding(value.charAt(end - 1))) {
      end--;
    }
    return value.substring(start, end);
  }

  private static boolean isPadding(char c) {
    return c == ' ' || c == 0;
  }

  private String decodeExtended(byte[] bytes, boolean personName) {
    StringBuilder out = new StringBuilder(bytes.length);
    Charset lower = StandardCharsets.US_ASCII; // G0
    Charset upper = first; // G1, together with ASCII in G0
    int start = 0;
    int i = 0;
    while (i < bytes.length) {
      if (bytes[i] == ESCAPE) {
        append(out, bytes, start, i, lower, upper);
        String sequence = escapeAt(bytes, i + 1);
        if (sequence == null) {
          out.append('\uFFFD');
          i++;
        } else {
          Charset selected = selected(sequence);
          boolean toLower = sequence.startsWith("(") || sequence.equals("$B") || isG0(sequence);
          lower = toLower ? selected : lower;
          upper = toLower ? upper : selected;
          i += 1 + sequence.length();
        }
        start = i;
      } else if (isDelimiter(bytes[i], personName) && !isTwoByte(lower)) {
        append(out, bytes, start, i + 1, lower, upper);
        lower = StandardCharsets.US_ASCII;
        upper = first;
        start = ++i;
      } else {
        i += isTwoByte(lower) && bytes[i] > ' ' ? 2 : 1;
      }
    }
    append(out, bytes, Math.min(start, bytes.length), bytes.length, lower, upper);
    return out.toString();
  }

  private static boolean isG0(String sequence) {
    return sequence.startsWith("$(");
  }

  private static Charset selected(String sequence) {
    String name = String.valueOf(ESCAPES.get(sequence));
    return Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.US_ASCII;
  }

  private static @Nullable String escapeAt(byte[] bytes, int from) {
    for (int length = 2; length <= 3 && from + length <= bytes.length; length++) {
      String sequence = new String(bytes, from, length, StandardCharsets.ISO_8859_1);
      if (ESCAPES.containsKey(sequence)) {
        return sequence;
      }
    }
    return null;
  }

  private static void append(
      StringBuilder out, byte[] bytes, int from, int to, Charset lower, Charset upper) {
    if (from < to) {
      // every single-byte and EUC set holds ASCII in its lower half, as G0 does
      Charset charset = isTwoByte(lower) ? lower : upper;
      charset = charset.equals(StandardCharsets.US_ASCII) ? lower : charset;
      out.append(new String(bytes, from, to - from, charset));
    }
  }

  private static boolean isTwoByte(Charset lower) {
    return lower.name().equals("x-JIS0208") || lower.name().equals("JIS_X0212-1990");
  }

  /** PS3.5 6.1.2.5.3: after these the character sets are the initial ones again. */
  private static boolean isDelimiter(byte c, boolean personName) {
    return switch (c) {
      case '\\', '\r', '\n', '\f', '\t' -> true;
      case '^', '=' -> personName;
      default -> false;
    };
  }
}
