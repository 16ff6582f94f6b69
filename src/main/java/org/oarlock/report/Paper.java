package org.oarlock.report;

import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.oarlock.pdf.PdfDocument;
import org.oarlock.picture.Picture;
import org.oarlock.quantity.DecimalText;

/** The drawings of a page that is to be printed, by the ids of the blocks that hold them. */
final class Paper {
  private final Map<String, Picture> pictures = new LinkedHashMap<>();

  Map<String, Picture> pictures() {
    return Collections.unmodifiableMap(pictures);
  }

  /** Writes an empty block of the size of a picture, into which it is drawn later. */
  void write(Html html, Picture picture, String style) throws IOException {
    write(html, picture, style, 1);
  }

  /** The same for a picture that is drawn larger or smaller by this factor. */
  void write(Html html, Picture picture, String style, double factor) throws IOException {
    String id = PdfDocument.PICTURE + pictures.size();
    pictures.put(id, picture);
    html.start(
            "div",
            "id",
            id,
            "class",
            style,
            "style",
            "width: "
                + DecimalText.print(factor * picture.width())
                + "px; height: "
                + DecimalText.print(factor * picture.height())
                + "px")
        .end();
  }
}
