package org.oarlock.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamePatternTest {
  @ParameterizedTest
  @CsvSource({
    "Kidney_L, KIDNEY L",
    "Kidney_L, kidneyl",
    "SpinalCord, Spinal_Cord",
    "PTV_50, PTV50",
    "PTV1_5000, ptv1 5000",
    "Bowel_Small, bowel  small ",
  })
  void case_spaces_and_underscores_do_not_tell_names_apart(String a, String b) {
    assertThat(NamePattern.same(a, b)).isTrue();
    assertThat(NamePattern.of(a).matches(b)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "Kidney_L, Kidney_R",
    "PTV_50, PTV_5000_sub",
    "PTV_50, PTV_5000",
    "PTV1_5000, PTV15000",
    "PTV_1_2, PTV12",
    "Lung_L, Lung~_L",
    "Brain, Brain-03",
    "PTV, PTV!",
    "Liver, _Liver",
    "Liver, zLiver",
    "Liver, Liver.",
    "Lung_L, Lungs",
  })
  void everything_else_does(String a, String b) {
    assertThat(NamePattern.same(a, b)).isFalse();
    assertThat(NamePattern.of(a).matches(b)).isFalse();
    assertThat(NamePattern.of(b).matches(a)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "Bone*, Bone_Femur, true",
    "Bone*, bone, true",
    "Bone*, Backbone, false",
    "*Cortex*, Femur_Cortex_L, true",
    "Joint_*, joint L, true",
    "Joint_*, Join_t, true",
    "PTV1_*, PTV1_5000, true",
    "PTV1_*, PTV1_L, true",
    "PTV1_*, PTV15000, false",
    "*_1, Node_1, true",
    "*_1, Node_21, false",
    "*_1, Node2_1, true",
    "a*b*c, abxbxc, true",
    "a*b*c, acb, false",
    "a*bc*c, abc, false",
    "*, anything, true",
    "Liver*, _Liver, false",
  })
  void a_star_stands_for_any_characters(String pattern, String name, boolean matches) {
    assertThat(NamePattern.of(pattern).matches(name)).isEqualTo(matches);
  }

  @Test
  void a_hostile_pattern_does_not_take_exponential_time() {
    String pattern = "a*".repeat(40) + "b";
    assertThat(NamePattern.of(pattern).matches("a".repeat(100_000))).isFalse();
  }

  @Test
  void turkish_and_german_letters_are_lowered_the_same_everywhere() {
    assertThat(NamePattern.same("LIVER", "liver")).isTrue();
    assertThat(NamePattern.same("Süß", "SÜß")).isTrue();
  }
}
