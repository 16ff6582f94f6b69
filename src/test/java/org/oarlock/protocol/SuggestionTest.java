package org.oarlock.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {
  @ParameterizedTest
  @CsvSource({"kitten,sitting,3", "ab,ba,1", "abc,abc,0", "'',abc,3", "flaw,lawn,2"})
  void distance_counts_the_changes_of_letters(String a, String b, int changes) {
    assertThat(Suggestion.distance(a, b)).isEqualTo(changes);
    assertThat(Suggestion.distance(b, a)).isEqualTo(changes);
  }

  @Test
  void the_nearest_word_is_suggested_only_if_it_is_near() {
    assertThat(Suggestion.nearest("strucure", List.of("goals", "structures")))
        .contains("structures");
    assertThat(Suggestion.nearest("colour", List.of("goals", "structures"))).isEmpty();
  }

  @Test
  void of_equally_near_words_always_the_same_is_suggested() {
    assertThat(Suggestion.nearest("phase", List.of("phase2", "phase1"))).contains("phase1");
  }
}
