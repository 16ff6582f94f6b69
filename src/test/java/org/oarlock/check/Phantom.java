package org.oarlock.check;

import java.util.ArrayList;
import java.util.List;
import org.oarlock.geometry.PatientPoint;
import org.oarlock.geometry.PlanarContour;
import org.oarlock.plan.DoseGrid;
import org.oarlock.plan.FileIdentity;
import org.oarlock.plan.Phase;
import org.oarlock.plan.PhaseDose;
import org.oarlock.plan.Prescription;
import org.oarlock.plan.Structure;
import org.oarlock.quantity.Dose;

/**
 * Boxes in a dose that is linear along x: every metric has a closed form. Contours lie every 2 mm
 * in the middle of their slabs, so the stack of slabs is the box itself.
 */
final class Phantom {
  static final double SLICE_MM = 2;

  private Phantom() {}

  /** A box [x0, x1] x [-10, 10] x [-10, 10]. */
  static Structure box(String name, double x0, double x1) {
    return box(name, "ORGAN", x0, x1, -10, 10);
  }

  static Structure box(String name, String type, double x0, double x1, double z0, double z1) {
    return structure(name, type, contours(x0, x1, z0, z1));
  }

  static Structure structure(String name, String type, List<PlanarContour> contours) {
    return new Structure(Math.abs(name.hashCode()), name, type, contours, 0, 0);
  }

  static List<PlanarContour> contours(double x0, double x1, double z0, double z1) {
    List<PlanarContour> contours = new ArrayList<>();
    for (double z = z0 + SLICE_MM / 2; z < z1; z += SLICE_MM) {
      contours.add(square(x0, x1, z));
    }
    return contours;
  }

  static PlanarContour square(double x0, double x1, double z) {
    return new PlanarContour(new double[] {x0, -10, z, x1, -10, z, x1, 10, z, x0, 10, z});
  }

  static Structure empty(String name) {
    return structure(name, "ORGAN", List.of());
  }

  /** Dose = atZero + perMm * x, on nodes every 10 mm from -100 to 100 in all directions. */
  static DoseGrid ramp(double atZero, double perMm) {
    return ramp(atZero, perMm, 100);
  }

  /** The same, known from x = -100 to x = xEnd only. */
  static DoseGrid ramp(double atZero, double perMm, double xEnd) {
    double[] columns = steps((int) Math.round((xEnd + 100) / 10) + 1);
    double[] others = steps(21);
    float[] dose = new float[columns.length * others.length * others.length];
    for (int i = 0; i < dose.length; i++) {
      dose[i] = (float) (atZero + perMm * (columns[i % columns.length] - 100));
    }
    return new DoseGrid(
        new PatientPoint(-100, -100, -100),
        new PatientPoint(1, 0, 0),
        new PatientPoint(0, 1, 0),
        new PatientPoint(0, 0, 1),
        columns,
        others,
        others,
        dose);
  }

  private static double[] steps(int count) {
    double[] steps = new double[count];
    for (int i = 0; i < count; i++) {
      steps[i] = 10.0 * i;
    }
    return steps;
  }

  static PhaseDose dose(DoseGrid grid) {
    return dose(grid, "PHYSICAL", "PLAN", true);
  }

  static PhaseDose dose(DoseGrid grid, String type, String summation, boolean certain) {
    return new PhaseDose(
        List.of(file("dose.dcm")), grid, type, summation, "taken as it is", certain, List.of());
  }

  static FileIdentity file(String path) {
    return new FileIdentity(path, "1.2.3", "00");
  }

  static Phase phase(String label, int fractions, PhaseDose dose, Prescription... prescriptions) {
    return new Phase(
        file(label + ".dcm"),
        label,
        "APPROVED",
        fractions,
        1,
        List.of(prescriptions),
        List.of(),
        "HFS",
        dose);
  }

  static Prescription to(String target, double gy) {
    return new Prescription(target, "", Dose.ofGy(gy), "TargetPrescriptionDose");
  }
}
