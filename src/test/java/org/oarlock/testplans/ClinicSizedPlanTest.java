package org.oarlock.testplans;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClinicSizedPlanTest {
  @Test
  void the_same_arguments_give_the_same_bytes(@TempDir Path folder) throws IOException {
    ClinicSizedPlan.write(folder.resolve("a"), 25);
    ClinicSizedPlan.write(folder.resolve("b"), 25);
    for (String file : new String[] {"RS.dcm", "RP.dcm", "RD.dcm"}) {
      assertThat(folder.resolve("a").resolve(file))
          .hasSameBinaryContentAs(folder.resolve("b").resolve(file));
    }
    // 20 x 15 x 18 nodes of 4 bytes and a header
    assertThat(Files.size(folder.resolve("a/RD.dcm"))).isBetween(21_600L, 24_000L);
  }
}
