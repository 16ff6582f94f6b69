package org.oarlock.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.oarlock.metric.Interval;
import org.oarlock.protocol.Expression.Operator;
import org.oarlock.quantity.Unit;

class LimitTest {
  private static Limit limit(Operator operator, double limit) {
    return new Limit.Bound(operator, limit, Unit.GY);
  }

  @Test
  void less_is_not_met_at_equality_and_at_most_is() {
    assertThat(limit(Operator.LESS, 40).judge(40)).isEqualTo(Verdict.FAIL);
    assertThat(limit(Operator.AT_MOST, 40).judge(40)).isEqualTo(Verdict.PASS);
    assertThat(limit(Operator.GREATER, 40).judge(40)).isEqualTo(Verdict.FAIL);
    assertThat(limit(Operator.AT_LEAST, 40).judge(40)).isEqualTo(Verdict.PASS);
  }

  @Test
  void what_a_32_bit_dose_cannot_tell_from_the_limit_equals_it() {
    double asFloat = 62.7f; // 62.70000076
    assertThat(limit(Operator.AT_MOST, 0.95 * 66).judge(asFloat)).isEqualTo(Verdict.PASS);
    assertThat(limit(Operator.LESS, 0.95 * 66).judge(asFloat)).isEqualTo(Verdict.FAIL);
    assertThat(limit(Operator.AT_LEAST, 62.7).judge(0.95 * 66)).isEqualTo(Verdict.PASS);
    assertThat(limit(Operator.LESS, 50).judge(49.99996)).isEqualTo(Verdict.FAIL);
    assertThat(limit(Operator.LESS, 50).judge(49.9999)).isEqualTo(Verdict.PASS);
  }

  @Test
  void a_value_that_only_rounds_to_the_limit_is_judged_as_it_is() {
    assertThat(limit(Operator.AT_MOST, 60).judge(60.004)).isEqualTo(Verdict.FAIL);
    assertThat(ValueText.of(60.004, Unit.GY, 60)).isEqualTo("60.004 Gy");
    assertThat(ValueText.of(29.99996, Unit.PERCENT, 30)).isEqualTo("29.99996 %");
  }

  @Test
  void a_variation_on_the_wrong_side_changes_nothing() {
    Limit stricter = new Limit.Tiered(limit(Operator.LESS, 30), limit(Operator.LESS, 20));
    assertThat(stricter.judge(25)).isEqualTo(Verdict.PASS);
    assertThat(stricter.judge(31)).isEqualTo(Verdict.FAIL);
  }

  @Test
  void a_variation_widens() {
    Limit wider = new Limit.Tiered(limit(Operator.AT_LEAST, 50), limit(Operator.AT_LEAST, 40));
    assertThat(wider.judge(50)).isEqualTo(Verdict.PASS);
    assertThat(wider.judge(40)).isEqualTo(Verdict.VARIATION);
    assertThat(wider.judge(39.9)).isEqualTo(Verdict.FAIL);
    assertThat(new Limit.Tiered(limit(Operator.AT_LEAST, 50), null).judge(0))
        .isEqualTo(Verdict.VARIATION);
  }

  @Test
  void a_range_says_what_its_author_wrote() {
    Limit tolerant = new Limit.Range(14, 16, Unit.MM).writtenAs("= 15 +- 1 mm");
    assertThat(tolerant.text()).isEqualTo("= 15 +- 1 mm");
    assertThat(tolerant.judge(16)).isEqualTo(Verdict.PASS);
    assertThat(tolerant.judge(16.1)).isEqualTo(Verdict.FAIL);
  }

  @Test
  void a_range_includes_its_ends() {
    Limit range = new Limit.Range(5, 10, Unit.MM);
    assertThat(range.judge(5)).isEqualTo(Verdict.PASS);
    assertThat(range.judge(10)).isEqualTo(Verdict.PASS);
    assertThat(range.judge(4.99)).isEqualTo(Verdict.FAIL);
    assertThat(range.text()).isEqualTo("in 5..10 mm");
  }

  @Test
  void the_best_of_an_interval_is_its_favourable_end_or_inside() {
    Interval open = new Interval(10, Double.POSITIVE_INFINITY);
    assertThat(limit(Operator.LESS, 20).best(open)).isEqualTo(Verdict.PASS);
    assertThat(limit(Operator.LESS, 10).best(open)).isEqualTo(Verdict.FAIL);
    assertThat(limit(Operator.AT_LEAST, 1e9).best(open)).isEqualTo(Verdict.PASS);
    assertThat(limit(Operator.EQUAL, 30).best(open)).isEqualTo(Verdict.PASS);
    assertThat(limit(Operator.EQUAL, 5).best(open)).isEqualTo(Verdict.FAIL);
    assertThat(limit(Operator.NOT_EQUAL, 10).best(open)).isEqualTo(Verdict.PASS);
    Limit range = new Limit.Range(12, 14, Unit.GY);
    assertThat(range.best(open)).isEqualTo(Verdict.PASS);
    assertThat(range.best(new Interval(15, 20))).isEqualTo(Verdict.FAIL);
    assertThat(range.best(new Interval(0, 11))).isEqualTo(Verdict.FAIL);
  }

  @Test
  void the_worst_of_an_interval_is_its_unfavourable_end_or_the_excluded_number_inside() {
    Interval open = new Interval(10, Double.POSITIVE_INFINITY);
    assertThat(limit(Operator.LESS, 20).worst(open)).isEqualTo(Verdict.FAIL);
    assertThat(limit(Operator.AT_LEAST, 10).worst(open)).isEqualTo(Verdict.PASS);
    assertThat(limit(Operator.GREATER, 10).worst(open)).isEqualTo(Verdict.FAIL);
    assertThat(limit(Operator.NOT_EQUAL, 15).worst(open)).isEqualTo(Verdict.FAIL);
    assertThat(limit(Operator.NOT_EQUAL, 5).worst(open)).isEqualTo(Verdict.PASS);
    assertThat(new Limit.Range(10, 20, Unit.GY).worst(new Interval(10, 20)))
        .isEqualTo(Verdict.PASS);
    assertThat(new Limit.Range(10, 20, Unit.GY).worst(open)).isEqualTo(Verdict.FAIL);
    Limit tiered = new Limit.Tiered(limit(Operator.LESS, 20), limit(Operator.LESS, 30));
    assertThat(tiered.worst(new Interval(10, 25))).isEqualTo(Verdict.VARIATION);
    assertThat(tiered.worst(new Interval(10, 35))).isEqualTo(Verdict.FAIL);
  }

  @Test
  void what_is_counted_has_no_unit() {
    assertThat(new Limit.Range(5, 7, Unit.COUNT).text()).isEqualTo("in 5..7");
    assertThat(ValueText.of(3, Unit.COUNT, 0)).isEqualTo("3");
    assertThat(ValueText.of(new Interval(5, Double.POSITIVE_INFINITY), Unit.GY, 40))
        .isEqualTo("5.00 Gy upwards");
  }

  @Test
  void what_is_not_a_number_is_never_compared() {
    assertThatThrownBy(() -> limit(Operator.GREATER, 1).judge(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
