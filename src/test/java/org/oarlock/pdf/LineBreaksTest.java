package org.oarlock.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineBreaksTest {
  private static List<String> pieces(String text) {
    LineBreaks breaks = new LineBreaks();
    breaks.setText(text);
    List<String> pieces = new ArrayList<>();
    int from = 0;
    for (int to = breaks.next(); to >= 0; to = breaks.next()) {
      pieces.add(text.substring(from, to));
      from = to;
    }
    return pieces;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '=',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "state it with --set a=state |it |with |--set |a",
        "  two  spaces =  |two  |spaces ",
        "sts-postop-cams=sts-|postop-|cams",
        "-5 - 3=-5 |- |3",
        "along(Bone, PTV1)[%]=along(|Bone, |PTV1)|[%]",
        "fields()[count]=fields()|[count]",
        "/data/plan-1/RS.dcm=/|data/|plan-|1/|RS.dcm",
        "Kidney_L=Kidney_L",
      })
  void lines_may_end_here(String text, String pieces) {
    assertThat(String.join("|", pieces(text))).isEqualTo(pieces);
  }

  @Test
  void an_empty_text_has_no_line() {
    assertThat(pieces("")).isEmpty();
  }
}
