package org.oarlock.beam;

/** What the beams of a phase consist of. */
public enum Radiation {
  PHOTON,
  ELECTRON,
  PROTON,
  ION,
  /** Beams of several kinds. */
  MIXED
}
