package org.oarlock.check;

import java.util.function.Function;

/** Something that is needed to judge a goal, or why it is not there. */
sealed interface Answer<T> {
  /** It is there. */
  record Found<T>(T value) implements Answer<T> {}

  /**
   * It is not there.
   *
   * @param verdict what a goal that needs it comes to: NOT_EVALUATED or NOT_APPLICABLE
   * @param reason why, in words
   */
  record Missing<T>(Verdict verdict, String reason) implements Answer<T> {
    <U> Missing<U> as() {
      return new Missing<>(verdict, reason);
    }
  }

  static <T> Answer<T> found(T value) {
    return new Found<>(value);
  }

  /** Not there, so that nothing that needs it can be judged. */
  static <T> Missing<T> unknown(String reason) {
    return new Missing<>(Verdict.NOT_EVALUATED, reason);
  }

  /** Rightly not there. */
  static <T> Missing<T> notApplicable(String reason) {
    return new Missing<>(Verdict.NOT_APPLICABLE, reason);
  }

  /** What follows from it, or why nothing does. */
  default <U> Answer<U> then(Function<T, Answer<U>> next) {
    if (this instanceof Found<T> found) {
      return next.apply(found.value());
    }
    return ((Missing<T>) this).as();
  }
}
