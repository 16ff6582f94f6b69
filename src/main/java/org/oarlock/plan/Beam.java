package org.oarlock.plan;

import java.util.List;

/**
 * A beam of a phase, complete as the file gives it.
 *
 * @param number the beam number
 * @param name the beam's name, empty if none
 * @param radiationType PHOTON, ELECTRON, PROTON, ION, NEUTRON, …; empty if not given
 * @param beamType STATIC or DYNAMIC
 * @param deliveryType TREATMENT, SETUP, …; only TREATMENT beams deliver the planned dose
 * @param machine the treatment machine's name, empty if not given
 * @param sourceAxisDistanceMm virtual source-axis distance, 0 if not given
 * @param finalCumulativeMetersetWeight the weight that stands for the whole meterset
 * @param meterset per fraction, in the plan's dosimeter unit; 0 if the plan does not say
 * @param fluenceMode what is unusual about the primary fluence, such as FFF; empty for a standard
 *     one, or if the plan does not say
 * @param devices jaws and multi-leaf collimators
 * @param controlPoints in order
 */
public record Beam(
    int number,
    String name,
    String radiationType,
    String beamType,
    String deliveryType,
    String machine,
    double sourceAxisDistanceMm,
    double finalCumulativeMetersetWeight,
    double meterset,
    String fluenceMode,
    List<Device> devices,
    List<ControlPoint> controlPoints) {
  public Beam {
    devices = List.copyOf(devices);
    controlPoints = List.copyOf(controlPoints);
  }

  /**
   * A pair of jaws or a multi-leaf collimator.
   *
   * @param type X, Y, ASYMX, ASYMY, MLCX or MLCY; several devices may be of one type
   * @param pairs the number of leaf or jaw pairs
   * @param sourceDistanceMm distance from the source to the device, 0 if not given
   * @param boundariesMm the pairs + 1 leaf boundaries in the plane of the isocentre, empty for jaws
   */
  public record Device(String type, int pairs, double sourceDistanceMm, List<Double> boundariesMm) {
    public Device {
      boundariesMm = List.copyOf(boundariesMm);
    }
  }
}
