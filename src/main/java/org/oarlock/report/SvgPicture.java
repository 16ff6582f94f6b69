package org.oarlock.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.oarlock.picture.Figure;
import org.oarlock.picture.Picture;
import org.oarlock.picture.Picture.Fill;
import org.oarlock.picture.Picture.Stroke;
import org.oarlock.plan.Colour;

/** Writes pictures into a page as SVG. */
final class SvgPicture {
  private static final String LETTERS =
      "system-ui, -apple-system, Segoe UI, Roboto, Helvetica Neue, Arial, sans-serif";

  private final Html html;

  SvgPicture(Html html) {
    this.html = html;
  }

  /** A picture with its keys and notes, under a caption. */
  void figure(String id, Figure figure) throws IOException {
    html.start("figure", "id", id, "class", "picture");
    html.start("figcaption").text(figure.picture().title()).endLine();
    picture(id, figure.picture());
    if (!figure.keys().isEmpty()) {
      html.start("ul", "class", "keys");
      for (Figure.Key key : figure.keys()) {
        html.start("li");
        sample(key.sample());
        html.leaf("span", TerminalText.sentence(key.text())).endLine();
      }
      html.endLine();
    }
    for (String note : figure.notes()) {
      html.leaf("p", note, "class", "note");
    }
    html.endLine();
  }

  private void picture(String id, Picture picture) throws IOException {
    String titleId = id + "-title";
    String descriptionId = id + "-desc";
    String width = number(picture.width());
    String height = number(picture.height());
    html.start(
        "svg",
        "role",
        "img",
        "aria-labelledby",
        titleId + " " + descriptionId,
        "width",
        width,
        "height",
        height,
        "viewBox",
        "0 0 " + width + " " + height);
    html.leaf("title", picture.title(), "id", titleId);
    html.leaf("desc", picture.description(), "id", descriptionId);
    shapes(picture.shapes());
    html.endLine();
  }

  private void sample(List<Picture.Shape> shapes) throws IOException {
    String width = number(Figure.Key.SAMPLE_WIDTH);
    String height = number(Figure.Key.SAMPLE_HEIGHT);
    html.start(
        "svg",
        "aria-hidden",
        "true",
        "width",
        width,
        "height",
        height,
        "viewBox",
        "0 0 " + width + " " + height);
    shapes(shapes);
    html.end();
  }

  private void shapes(List<Picture.Shape> shapes) throws IOException {
    for (Picture.Shape shape : shapes) {
      if (shape instanceof Picture.Grey grey) {
        image(grey);
      } else if (shape instanceof Picture.Path path) {
        path(path);
      } else if (shape instanceof Picture.Text text) {
        text(text);
      }
    }
  }

  private void image(Picture.Grey grey) throws IOException {
    html.drawn(
            "image",
            "href",
            Png.dataUrl(grey.image()),
            "x",
            number(grey.x()),
            "y",
            number(grey.y()),
            "width",
            number(grey.width()),
            "height",
            number(grey.height()),
            "preserveAspectRatio",
            "none")
        .endLine();
  }

  private void path(Picture.Path path) throws IOException {
    if (path.lines().isEmpty()) {
      return;
    }
    List<String> attributes = new ArrayList<>();
    Fill fill = path.fill();
    if (fill == null) {
      attributes.addAll(List.of("fill", "none"));
    } else {
      attributes.addAll(List.of("fill", colour(fill.colour()), "fill-rule", "evenodd"));
      add(attributes, "fill-opacity", fill.opacity());
    }
    Stroke stroke = path.stroke();
    if (stroke != null) {
      attributes.addAll(
          List.of(
              "stroke",
              colour(stroke.colour()),
              "stroke-width",
              number(stroke.width()),
              "stroke-linecap",
              "round",
              "stroke-linejoin",
              "round"));
      add(attributes, "stroke-opacity", stroke.opacity());
      if (!stroke.dashes().isEmpty()) {
        attributes.add("stroke-dasharray");
        attributes.add(
            stroke.dashes().stream().map(SvgPicture::number).collect(Collectors.joining(" ")));
      }
    }
    html.drawn("path", "d", lines(path.lines()), attributes.toArray(String[]::new)).endLine();
  }

  private static void add(List<String> attributes, String name, double opacity) {
    if (opacity < 1) {
      attributes.addAll(List.of(name, number(opacity)));
    }
  }

  private static String lines(List<double[]> lines) {
    StringBuilder out = new StringBuilder();
    for (double[] line : lines) {
      int last = line.length - 2;
      boolean closed = last > 2 && line[0] == line[last] && line[1] == line[last + 1];
      String before = "";
      for (int i = 0; i < (closed ? last : line.length); i += 2) {
        String point = tenth(line[i]) + " " + tenth(line[i + 1]);
        if (!point.equals(before)) {
          out.append(i == 0 ? 'M' : 'L').append(point);
          before = point;
        }
      }
      out.append(closed ? "Z" : "");
    }
    return out.toString();
  }

  private void text(Picture.Text text) throws IOException {
    List<String> attributes =
        new ArrayList<>(
            List.of(
                "x",
                number(text.x()),
                "y",
                number(text.y()),
                "font-family",
                LETTERS,
                "font-size",
                number(text.size()),
                "text-anchor",
                text.anchor().name().toLowerCase(Locale.ROOT),
                "fill",
                colour(text.colour())));
    if (text.bold()) {
      attributes.addAll(List.of("font-weight", "600"));
    }
    html.leaf("text", TerminalText.name(text.text()), attributes.toArray(String[]::new));
  }

  private static String colour(Colour colour) {
    return "#%02x%02x%02x".formatted(colour.red(), colour.green(), colour.blue());
  }

  private static String number(double value) {
    return Figures.fixed(value, 2);
  }

  /** To a tenth of a point, without what is not needed. */
  private static String tenth(double value) {
    long tenths = Math.round(value * 10);
    long rest = Math.abs(tenths % 10);
    return (tenths < 0 ? "-" : "") + Math.abs(tenths) / 10 + (rest == 0 ? "" : "." + rest);
  }
}
