package org.oarlock.check;

import java.util.Collection;

/** What a goal, or a plan, comes to. In rising order of concern, NOT_APPLICABLE first. */
public enum Verdict {
  /** The goal's condition is false for this plan. */
  NOT_APPLICABLE,
  /** The goal is met. */
  PASS,
  /** Not met, but within the acceptable variation that the protocol states. */
  VARIATION,
  /** It can be computed, but a person must decide: readings differ, or dose is missing. */
  REVIEW,
  /** It could not be judged, with a reason. Never better than a pass. */
  NOT_EVALUATED,
  /** The goal is not met. */
  FAIL;

  /** The worst of several verdicts, NOT_APPLICABLE for none. */
  public static Verdict worst(Collection<Verdict> verdicts) {
    return verdicts.stream().max(Verdict::compareTo).orElse(NOT_APPLICABLE);
  }
}
