package org.oarlock.beam;

/** How the beams of a phase are delivered. */
public enum Technique {
  /** The gantry stands still while a beam is on; leaves may move. */
  STATIC,
  /** The gantry turns while a beam is on, as in VMAT and helical tomotherapy. */
  ARC,
  /** Some beams of each kind. */
  MIXED
}
