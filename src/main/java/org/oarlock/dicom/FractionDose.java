package org.oarlock.dicom;

/** What a dose with DoseSummationType FRACTION holds; its file does not say, so the user must. */
public enum FractionDose {
  /** The dose of all fractions, as some planning systems write it. */
  TOTAL,
  /** The dose of one fraction: it is multiplied by the number of fractions planned. */
  SINGLE
}
