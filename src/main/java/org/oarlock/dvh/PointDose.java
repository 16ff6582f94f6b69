package org.oarlock.dvh;

import java.util.OptionalDouble;
import org.oarlock.geometry.PatientPoint;
import org.oarlock.geometry.PlaneFrame;
import org.oarlock.plan.DoseGrid;

/** The dose at a point. */
public final class PointDose {
  private PointDose() {}

  /** Trilinear between the nodes, in Gy; empty outside the grid, and for one of a single plane. */
  public static OptionalDouble at(DoseGrid grid, PatientPoint point) {
    DoseProbe probe = new DoseProbe(grid, PlaneFrame.AXIAL);
    return probe.isGrid() && probe.lookUp(point.xMm(), point.yMm(), point.zMm())
        ? OptionalDouble.of(probe.dose)
        : OptionalDouble.empty();
  }
}
