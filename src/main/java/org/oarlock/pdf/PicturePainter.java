package org.oarlock.pdf;

import java.awt.Color;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.graphics.color.PDDeviceGray;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.pdmodel.graphics.state.PDExtendedGraphicsState;
import org.apache.pdfbox.util.Matrix;
import org.oarlock.picture.GreyImage;
import org.oarlock.picture.Picture;
import org.oarlock.plan.Colour;

/** Draws pictures over what a page has already: lines and letters stay such. */
final class PicturePainter implements Closeable {
  private static final int ROUND = 1;

  private final PDDocument document;
  private final Typeface typeface;
  private final Typeface.Fonts fonts;
  private final PDPageContentStream content;

  PicturePainter(PDDocument document, PDPage page, Typeface typeface, Typeface.Fonts fonts)
      throws IOException {
    this.document = document;
    this.typeface = typeface;
    this.fonts = fonts;
    this.content = new PDPageContentStream(document, page, AppendMode.APPEND, true, true);
  }

  /**
   * Draws a picture as wide as a rectangle, from its upper edge.
   *
   * @param x of its left edge, in points from the page's left edge
   * @param y of its lower edge, in points from the page's lower edge
   * @param width in points
   * @param height in points
   */
  void paint(Picture picture, double x, double y, double width, double height) throws IOException {
    double scale = width / picture.width();
    content.saveGraphicsState();
    content.transform(
        new Matrix((float) scale, 0, 0, (float) -scale, (float) x, (float) (y + height)));
    content.addRect(0, 0, (float) picture.width(), (float) picture.height());
    content.clip();
    for (Picture.Shape shape : picture.shapes()) {
      content.saveGraphicsState();
      if (shape instanceof Picture.Grey grey) {
        image(grey);
      } else if (shape instanceof Picture.Path path) {
        path(path);
      } else if (shape instanceof Picture.Text text) {
        text(text);
      }
      content.restoreGraphicsState();
    }
    content.restoreGraphicsState();
  }

  private void image(Picture.Grey grey) throws IOException {
    GreyImage pixels = grey.image();
    PDImageXObject image =
        new PDImageXObject(
            document,
            new ByteArrayInputStream(Deflate.of(pixels.pixels())),
            COSName.FLATE_DECODE,
            pixels.columns(),
            pixels.rows(),
            8,
            PDDeviceGray.INSTANCE);
    content.drawImage(
        image,
        new Matrix(
            (float) grey.width(),
            0,
            0,
            (float) -grey.height(),
            (float) grey.x(),
            (float) (grey.y() + grey.height())));
  }

  private void path(Picture.Path path) throws IOException {
    Picture.Fill fill = path.fill();
    if (fill != null) {
      content.setNonStrokingColor(colour(fill.colour()));
      opacity(fill.opacity());
      lines(path.lines());
      content.fillEvenOdd();
    }
    Picture.Stroke stroke = path.stroke();
    if (stroke != null) {
      content.setStrokingColor(colour(stroke.colour()));
      opacity(stroke.opacity());
      content.setLineWidth((float) stroke.width());
      content.setLineCapStyle(ROUND);
      content.setLineJoinStyle(ROUND);
      content.setLineDashPattern(dashes(stroke.dashes()), 0);
      lines(path.lines());
      content.stroke();
    }
  }

  private void lines(List<double[]> lines) throws IOException {
    for (double[] line : lines) {
      int last = line.length - 2;
      boolean closed = last > 0 && line[0] == line[last] && line[1] == line[last + 1];
      for (int i = 0; i < (closed ? last : line.length); i += 2) {
        if (i == 0) {
          content.moveTo((float) line[0], (float) line[1]);
        } else {
          content.lineTo((float) line[i], (float) line[i + 1]);
        }
      }
      if (closed) {
        content.closePath();
      }
    }
  }

  private void text(Picture.Text text) throws IOException {
    PDFont font = text.bold() ? fonts.bold() : fonts.regular();
    String shown = typeface.shown(text.text());
    double width = font.getStringWidth(shown) / 1000 * text.size();
    double x =
        switch (text.anchor()) {
          case START -> text.x();
          case MIDDLE -> text.x() - width / 2;
          case END -> text.x() - width;
        };
    content.beginText();
    content.setFont(font, (float) text.size());
    content.setNonStrokingColor(colour(text.colour()));
    content.setTextMatrix(new Matrix(1, 0, 0, -1, (float) x, (float) text.y()));
    content.showText(shown);
    content.endText();
  }

  private void opacity(double opacity) throws IOException {
    if (opacity < 1) {
      PDExtendedGraphicsState state = new PDExtendedGraphicsState();
      state.setStrokingAlphaConstant((float) opacity);
      state.setNonStrokingAlphaConstant((float) opacity);
      content.setGraphicsStateParameters(state);
    }
  }

  private static float[] dashes(List<Double> dashes) {
    float[] lengths = new float[dashes.size()];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = dashes.get(i).floatValue();
    }
    return lengths;
  }

  private static Color colour(Colour colour) {
    return new Color(colour.red(), colour.green(), colour.blue());
  }

  @Override
  public void close() throws IOException {
    content.close();
  }
}
