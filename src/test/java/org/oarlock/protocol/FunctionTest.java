package org.oarlock.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.oarlock.protocol.Function.Result;

class FunctionTest {
  @Test
  void every_amount_has_a_unit_and_every_word_its_values() {
    assertThat(Function.all())
        .allSatisfy(
            f -> {
              assertThat(f.units().isEmpty()).isEqualTo(f.result() != Result.AMOUNT);
              assertThat(f.words().isEmpty()).isEqualTo(f.result() != Result.WORD);
              assertThat(f.meaning()).isNotBlank();
              assertThat(f.required()).isLessThanOrEqualTo(f.arguments().size());
            });
  }

  @Test
  void a_function_is_found_by_its_name() {
    assertThat(Function.named("shell").orElseThrow().signature())
        .isEqualTo("shell(a structure, a length)");
    assertThat(Function.named("shel")).isEmpty();
  }
}
