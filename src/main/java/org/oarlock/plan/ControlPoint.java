package org.oarlock.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.oarlock.geometry.PatientPoint;

/**
 * The state of a beam at one of its control points, complete: what a file leaves out because it
 * does not change has been filled in from the control points before.
 *
 * @param cumulativeMetersetWeight rises from 0 to the beam's final weight; NaN where the file does
 *     not say, though it does for others; 0 throughout if it says nothing
 * @param nominalEnergy in MV for photons, MeV for particles; 0 if the file does not say
 * @param gantryDeg gantry angle, IEC 61217, [0, 360); NaN if the file does not say
 * @param gantryDirection CW, CC or NONE
 * @param gantryPitchDeg gantry pitch angle (tilt of a ring), 0 if not given
 * @param collimatorDeg beam limiting device angle, IEC 61217; NaN if the file does not say
 * @param couchDeg how far the table is turned about the vertical, IEC 61217: patient support angle
 *     and table top eccentric angle together; NaN if the file does not say
 * @param tablePitchDeg table top pitch angle, 0 if not given
 * @param tableRollDeg table top roll angle, 0 if not given
 * @param isocenter in patient coordinates; null if the file does not say
 * @param leafPositions per beam limiting device of the beam that the file positions; of several of
 *     one type in the order of the beam's devices
 */
public record ControlPoint(
    double cumulativeMetersetWeight,
    double nominalEnergy,
    double gantryDeg,
    String gantryDirection,
    double gantryPitchDeg,
    double collimatorDeg,
    double couchDeg,
    double tablePitchDeg,
    double tableRollDeg,
    @Nullable PatientPoint isocenter,
    List<LeafPositions> leafPositions) {
  public ControlPoint {
    leafPositions = List.copyOf(leafPositions);
  }

  /**
   * Where the jaws or leaves of one device stand.
   *
   * @param deviceType X, Y, ASYMX, ASYMY, MLCX or MLCY
   * @param positionsMm in the plane of the isocentre: the positions of bank 1 (negative side) in
   *     order, then those of bank 2
   */
  public record LeafPositions(String deviceType, List<Double> positionsMm) {
    public LeafPositions {
      positionsMm = List.copyOf(positionsMm);
    }
  }
}
