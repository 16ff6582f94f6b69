package org.oarlock.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.oarlock.picture.GreyImage;

/** Against the platform's own reader. */
class PngTest {
  @ParameterizedTest
  @CsvSource({"1, 1", "1, 7", "7, 1", "400, 380", "33, 200"})
  void another_reader_finds_the_same_pixels(int columns, int rows) throws IOException {
    byte[] pixels = new byte[columns * rows];
    new Random(columns).nextBytes(pixels);
    BufferedImage read =
        ImageIO.read(new ByteArrayInputStream(Png.bytes(new GreyImage(columns, rows, pixels))));

    assertThat(read.getType()).isEqualTo(BufferedImage.TYPE_BYTE_GRAY);
    assertThat(read.getWidth()).isEqualTo(columns);
    assertThat(read.getHeight()).isEqualTo(rows);
    int[] greys = read.getRaster().getSamples(0, 0, columns, rows, 0, (int[]) null);
    for (int i = 0; i < greys.length; i++) {
      assertThat(greys[i]).isEqualTo(pixels[i] & 0xFF);
    }
  }
}
