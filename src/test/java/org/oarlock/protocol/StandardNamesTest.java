package org.oarlock.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The names after TG-263 that the program knows. */
class StandardNamesTest {
  private final StandardNames names = StandardNames.load();

  @Test
  void names_follow_the_rules_that_names_are_checked_by() {
    assertThat(names.names()).hasSizeGreaterThan(250).allMatch(n -> NameRules.against(n) == null);
  }

  @Test
  void names_differ_by_more_than_case_as_the_task_group_asks() {
    Set<String> seen = new HashSet<>();
    assertThat(names.names()).allMatch(name -> seen.add(name.toLowerCase(Locale.ROOT)));
  }

  @Test
  void a_name_on_the_list_is_left_alone() {
    assertThat(names.names()).allMatch(name -> names.insteadOf(name) == null);
  }

  /** The right-hand names stand in the report's own examples or in the mapping that is cited. */
  @ParameterizedTest
  @CsvSource({
    "Mandible,Bone_Mandible",
    "Small_Bowel,Bowel_Small",
    "SmallIntestine,Bowel_Small",
    "Aorta,A_Aorta",
    "Cord,SpinalCord",
    "Oesophagus,Esophagus",
    "Submand_Glnd_L,Glnd_Submand_L",
    "Parotid_Gland_R,Parotid_R",
    "Niere_L,Kidney_L",
    "Both_Kidneys,Kidneys",
    "Thyroid,Glnd_Thyroid",
  })
  void a_structure_by_another_name_is_known(String name, String listed) {
    assertThat(names.insteadOf(name)).isEqualTo(listed);
    assertThat(names.names()).contains(listed);
  }

  @ParameterizedTest
  @CsvSource({
    "Tibia",
    "Schienbein",
    "Tumor_Bed",
    "spinal_cord",
    "Kidney",
    "Drain_Site",
    "Lumpectomy",
    "Rib5"
  })
  void nothing_is_said_where_nothing_is_known_or_nothing_differs(String name) {
    assertThat(names.insteadOf(name)).isNull();
  }

  @Test
  void the_page_of_names_lists_them() throws IOException {
    Set<String> listed = new HashSet<>();
    Matcher row =
        Pattern.compile("(?m)^## (Once|Of one|With a)|^\\| `(\\S+)` \\|")
            .matcher(Files.readString(Path.of("src/site/markdown/structure-names.md")));
    String section = "";
    while (row.find()) {
      if (row.group(1) != null) {
        section = row.group(1);
      } else {
        if (!section.equals("Of one")) {
          listed.add(row.group(2));
        }
        if (!section.equals("Once")) {
          listed.add(row.group(2) + "_L");
          listed.add(row.group(2) + "_R");
        }
      }
    }
    assertThat(listed).isEqualTo(names.names());
  }

  @Test
  void one_of_a_pair_without_a_side_could_be_either() {
    assertThat(names.insteadOf("Eyeball")).isEqualTo("Eye_L, or Eye_R");
  }
}
