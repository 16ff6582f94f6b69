package org.oarlock.plan;

/** What a CT shows of a transverse plane, or why it shows nothing. */
public sealed interface CtImage permits CtSlice, CtImage.None {
  /** There is none, or none that can be shown. */
  CtImage NO_CT = new None("there is no CT of these structures");

  /**
   * Nothing to show.
   *
   * @param reason why, in words
   */
  record None(String reason) implements CtImage {}
}
