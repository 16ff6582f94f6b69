package org.oarlock.pdf;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.pdfboxout.PDFontSupplier;
import com.openhtmltopdf.pdfboxout.PagePosition;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder.PdfAConformance;
import com.openhtmltopdf.render.Box;
import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.oarlock.picture.Picture;

/**
 * Makes a PDF of a page of XHTML with its style sheet inside. The same page gives the same bytes:
 * no date, no machine's fonts, no machine's compression, an identifier that is a hash of the page.
 * Nothing that a page names is fetched, neither from the network nor from the disk.
 *
 * <p>Where the page has an empty block whose id starts with {@value #PICTURE}, the drawing of that
 * name is drawn as vectors over the width of the block, which has no margin, border or padding of
 * its own.
 */
public final class PdfDocument {
  /** How the ids of blocks start that drawings are drawn into. */
  public static final String PICTURE = "drawing-";

  /** Held here, since loggers that nobody holds forget that they are to be silent. */
  private static final Logger FORMAT_LOG = Logger.getLogger("org.apache.pdfbox");

  private static final Logger FONT_LOG = Logger.getLogger("org.apache.fontbox");

  private PdfDocument() {}

  /**
   * Writes a document. Leaves the stream open.
   *
   * @param xhtml the page, well-formed, all of whose text the typeface {@linkplain Typeface#shown
   *     shows}
   * @param pictures what is drawn into its blocks, by their ids
   * @param title of the document
   * @param producer the program that made it
   */
  public static void write(
      String xhtml,
      Map<String, Picture> pictures,
      Typeface typeface,
      String title,
      String producer,
      OutputStream out)
      throws IOException {
    XRLog.setLoggingEnabled(false);
    FORMAT_LOG.setLevel(Level.OFF);
    FONT_LOG.setLevel(Level.OFF);
    byte[] first;
    try (PDDocument document = new PDDocument()) {
      Typeface.Fonts fonts = typeface.embedIn(document);
      try (PdfBoxRenderer renderer = renderer(xhtml, document, fonts)) {
        renderer.createPDFWithoutClosing();
        draw(pictures, renderer, document, typeface, fonts);
      }
      describe(document, title, producer);
      first = save(document, identifier(xhtml));
    }
    try (PDDocument document = Loader.loadPDF(first)) {
      Deflate.allOf(document.getDocument());
      out.write(save(document, identifier(xhtml)));
    }
  }

  /**
   * Conformance with PDF/A is asked for only because it rules out the fonts that are not embedded,
   * for which the whole machine would be searched; no document claims it.
   */
  private static PdfBoxRenderer renderer(String xhtml, PDDocument document, Typeface.Fonts fonts) {
    return new PdfRendererBuilder()
        .usePDDocument(document)
        .usePdfAConformance(PdfAConformance.PDFA_2_B)
        .useFont(new PDFontSupplier(fonts.regular()), Typeface.FAMILY, 400, FontStyle.NORMAL, true)
        .useFont(new PDFontSupplier(fonts.bold()), Typeface.FAMILY, 700, FontStyle.NORMAL, true)
        .useUnicodeLineBreaker(new LineBreaks())
        .useUriResolver((base, uri) -> null)
        .useExternalResourceAccessControl(
            (uri, type) -> false, ExternalResourceControlPriority.RUN_BEFORE_RESOLVING_URI)
        .useExternalResourceAccessControl(
            (uri, type) -> false, ExternalResourceControlPriority.RUN_AFTER_RESOLVING_URI)
        .withHtmlContent(xhtml, null)
        .buildPdfRenderer();
  }

  private static void draw(
      Map<String, Picture> pictures,
      PdfBoxRenderer renderer,
      PDDocument document,
      Typeface typeface,
      Typeface.Fonts fonts)
      throws IOException {
    Map<Integer, List<PagePosition<Box>>> byPage =
        renderer.findPagePositionsByID(Pattern.compile("^" + Pattern.quote(PICTURE))).stream()
            .collect(
                Collectors.groupingBy(PagePosition::getPageNo, TreeMap::new, Collectors.toList()));
    for (Map.Entry<Integer, List<PagePosition<Box>>> page : byPage.entrySet()) {
      try (PicturePainter painter =
          new PicturePainter(document, document.getPage(page.getKey()), typeface, fonts)) {
        for (PagePosition<Box> place : page.getValue()) {
          painter.paint(
              Objects.requireNonNull(pictures.get(place.getId()), place.getId()),
              place.getX(),
              place.getY(),
              place.getWidth(),
              place.getHeight());
        }
      }
    }
  }

  /** What readers show about a document: no date, which would be that of the clock. */
  private static void describe(PDDocument document, String title, String producer) {
    document.getDocumentCatalog().setMetadata(null);
    document.getDocumentCatalog().setMarkInfo(null);
    PDDocumentInformation information = new PDDocumentInformation();
    information.setTitle(title);
    information.setCreator(producer);
    information.setProducer(producer);
    document.setDocumentInformation(information);
  }

  private static byte[] save(PDDocument document, long identifier) throws IOException {
    document.setDocumentId(identifier);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    document.save(out, CompressParameters.NO_COMPRESSION);
    return out.toByteArray();
  }

  private static long identifier(String xhtml) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(xhtml.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(hash).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
