package org.oarlock.metric;

/** A text is not a metric; says where it goes wrong and what was expected. */
public final class MetricSyntaxException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;
  private final int index;
  private final String hint;

  MetricSyntaxException(String message, int index, String hint) {
    super(message);
    this.index = index;
    this.hint = hint;
  }

  /** Offset into the text, counted from 0, where it goes wrong. */
  public int index() {
    return index;
  }

  /** What to write instead, starting with a verb. */
  public String hint() {
    return hint;
  }
}
