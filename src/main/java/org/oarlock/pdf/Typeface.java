package org.oarlock.pdf;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/**
 * The letters of all documents, DejaVu Sans Condensed, regular and bold: part of this program, so
 * that no document depends on what a machine has installed. Embedded are the glyphs that a document
 * uses.
 */
public final class Typeface implements Closeable {
  static final String FAMILY = "DejaVu Sans Condensed";

  private final TrueTypeFont regular;
  private final TrueTypeFont bold;
  private final CmapLookup regularGlyphs;
  private final CmapLookup boldGlyphs;

  private Typeface(TrueTypeFont regular, TrueTypeFont bold) throws IOException {
    this.regular = regular;
    this.bold = bold;
    this.regularGlyphs = regular.getUnicodeCmapLookup();
    this.boldGlyphs = bold.getUnicodeCmapLookup();
  }

  /** Reads the program's own files. */
  public static Typeface load() throws IOException {
    return new Typeface(read("DejaVuSansCondensed.ttf"), read("DejaVuSansCondensed-Bold.ttf"));
  }

  /**
   * The text with every character as a backslash-u escape that would not come out as it is: one
   * that the letters lack, and one of a script that is written from right to left, which nothing
   * here puts into its order.
   */
  public String shown(String text) {
    if (text.codePoints().allMatch(this::isShown)) {
      return text;
    }
    StringBuilder shown = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              if (isShown(c)) {
                shown.appendCodePoint(c);
              } else {
                shown.append(String.format(Locale.ROOT, "\\u%04X", c));
              }
            });
    return shown.toString();
  }

  private boolean isShown(int c) {
    return switch (Character.getDirectionality(c)) {
      case Character.DIRECTIONALITY_RIGHT_TO_LEFT,
          Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC,
          Character.DIRECTIONALITY_ARABIC_NUMBER ->
          false;
      default -> regularGlyphs.getGlyphId(c) != 0 && boldGlyphs.getGlyphId(c) != 0;
    };
  }

  Fonts embedIn(PDDocument document) throws IOException {
    return new Fonts(
        PDType0Font.load(document, regular, true), PDType0Font.load(document, bold, true));
  }

  /**
   * The letters as fonts of one document.
   *
   * @param regular for most text
   * @param bold for what stands out
   */
  record Fonts(PDFont regular, PDFont bold) {}

  /** Without ligatures: what is copied out of a document is what was written into it. */
  private static TrueTypeFont read(String name) throws IOException {
    try (InputStream in = Typeface.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the program's file " + name + " is missing");
      }
      TrueTypeFont font = new TTFParser().parse(new RandomAccessReadBuffer(in.readAllBytes()));
      font.setEnableGsub(false);
      return font;
    }
  }

  @Override
  public void close() throws IOException {
    regular.close();
    bold.close();
  }
}
