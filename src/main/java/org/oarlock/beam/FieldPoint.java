package org.oarlock.beam;

import org.jspecify.annotations.Nullable;
import org.oarlock.plan.Beam;
import org.oarlock.plan.ControlPoint;

/**
 * A moment of a field's delivery that decided something.
 *
 * @param beam the beam number
 * @param name the number and the name, {@code field 3 (LAO)}
 * @param controlPoint the number of the control point that it starts from, counted from 0 as in the
 *     file
 * @param gantryDeg the gantry angle then, IEC 61217, [0, 360); null if the file does not say
 * @param words what was found there
 */
public record FieldPoint(
    int beam, String name, int controlPoint, @Nullable Double gantryDeg, String words) {

  /** At a control point of a beam. */
  static FieldPoint at(Beam beam, int controlPoint, String words) {
    ControlPoint point = beam.controlPoints().get(controlPoint);
    return at(beam, controlPoint, point.gantryDeg(), words);
  }

  /** On the way from a control point of a beam to the next. */
  static FieldPoint at(Beam beam, int controlPoint, double gantryDeg, String words) {
    Double angle = Double.isNaN(gantryDeg) ? null : ((gantryDeg % 360) + 360) % 360;
    return new FieldPoint(beam.number(), Delivery.name(beam), controlPoint, angle, words);
  }
}
