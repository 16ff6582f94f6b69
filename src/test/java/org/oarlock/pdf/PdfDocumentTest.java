package org.oarlock.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oarlock.picture.GreyImage;
import org.oarlock.picture.Picture;
import org.oarlock.plan.Colour;
import org.oarlock.report.PdfReader;

class PdfDocumentTest {
  private static final String PAGE =
      "<html><head><style>@page { size: 400px 300px; margin: 0 } body { margin: 0 }"
          + " body { font-family: 'DejaVu Sans Condensed' } .at { padding: 50px 0 0 100px }"
          + "</style></head><body>%s</body></html>";

  @TempDir Path folder;

  private byte[] bytes(String body, Map<String, Picture> pictures) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Typeface typeface = Typeface.load()) {
      PdfDocument.write(PAGE.formatted(body), pictures, typeface, "Title", "Producer", out);
    }
    return out.toByteArray();
  }

  private PdfReader read(byte[] bytes) throws Exception {
    return new PdfReader(Files.write(folder.resolve("d.pdf"), bytes));
  }

  private static Picture.Path square(double x, double y, Colour colour, double opacity) {
    double[] corners = {x, y, x + 20, y, x + 20, y + 20, x, y + 20, x, y};
    return new Picture.Path(List.of(corners), null, new Picture.Fill(colour, opacity));
  }

  @Test
  void a_picture_lies_where_its_block_is_the_right_way_up() throws Exception {
    byte[] greys = {0, (byte) 255, (byte) 128, 64};
    double[] line = {100, 90, 180, 90};
    Picture picture =
        new Picture(
            200,
            100,
            "",
            "",
            List.of(
                new Picture.Grey(new GreyImage(2, 2, greys), 0, 0, 40, 40),
                square(60, 10, Colour.of(0xff0000), 1),
                square(100, 10, Colour.of(0x0000ff), 0.5),
                square(190, 80, Colour.of(0x00ff00), 1), // beyond the corner
                new Picture.Path(
                    List.of(line), new Picture.Stroke(Colour.of(0x00ff00), 1, 4, List.of()), null),
                new Picture.Text(
                    20, 90, "LIMIT", 20, true, Picture.Anchor.START, Colour.of(0x000000))));
    byte[] bytes =
        bytes(
            "<div class='at'><div id='drawing-x' style='width: 200px; height: 100px'></div></div>",
            Map.of("drawing-x", picture));
    PdfReader reader = read(bytes);
    BufferedImage page = reader.draw(1, 96);

    assertThat(page.getWidth()).isBetween(399, 401);
    assertThat(at(page, 105, 55)).isEqualTo(new Color(0, 0, 0));
    assertThat(at(page, 135, 55)).isEqualTo(new Color(255, 255, 255));
    assertThat(at(page, 105, 85)).isEqualTo(new Color(128, 128, 128));
    assertThat(at(page, 135, 85)).isEqualTo(new Color(64, 64, 64));
    assertThat(at(page, 170, 70)).isEqualTo(new Color(255, 0, 0));
    assertThat(at(page, 210, 70).getBlue()).isEqualTo(255);
    assertThat(at(page, 210, 70).getRed()).isBetween(126, 129);
    assertThat(at(page, 295, 145)).isEqualTo(new Color(0, 255, 0));
    assertThat(at(page, 305, 145)).isEqualTo(Color.WHITE);
    assertThat(at(page, 240, 140)).isEqualTo(new Color(0, 255, 0));
    assertThat(reader.text()).isEqualTo("LIMIT");
    assertThat(reader.images()).hasSize(1);
  }

  private static Color at(BufferedImage page, int x, int y) {
    return new Color(page.getRGB(x, y));
  }

  @Test
  void nothing_that_a_page_names_is_fetched() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret.css"), "body { display: none }");
    String uri = secret.toUri().toString();
    byte[] bytes =
        bytes(
            "<link rel='stylesheet' href='%s'/><img src='%s' alt=''/><p style='background: url(%s)'>here</p>"
                .formatted(uri, uri, uri),
            Map.of());
    PdfReader reader = read(bytes);
    assertThat(reader.text()).isEqualTo("here");
    assertThat(reader.images()).isEmpty();
  }

  @Test
  void a_block_without_its_picture_is_a_fault() {
    assertThatThrownBy(() -> bytes("<div id='drawing-y' style='height: 9px'></div>", Map.of()))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("drawing-y");
  }

  @Test
  void what_is_compressed_is_read_by_the_platforms_own_inflater() throws IOException {
    Random random = new Random(5);
    for (int length : new int[] {0, 1, 100, 70_000}) {
      byte[] data = new byte[length];
      for (int i = 0; i < length; i++) {
        data[i] = (byte) random.nextInt(1 + i % 40);
      }
      byte[] compressed = Deflate.of(data);
      assertThat(new InflaterInputStream(new ByteArrayInputStream(compressed)).readAllBytes())
          .isEqualTo(data);
    }
  }
}
