package org.oarlock.plan;

/** The slices of the CT that structures were drawn on. A slice is read when it is asked for. */
@FunctionalInterface
public interface CtSlices {
  /** Of structures without a CT. */
  CtSlices NONE = zMm -> CtImage.NO_CT;

  /** The slice nearest to the transverse plane at this z; none if it is not near. */
  CtImage nearest(double zMm);
}
