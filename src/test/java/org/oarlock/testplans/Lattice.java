package org.oarlock.testplans;

/** The nodes of a dose grid, parallel to the patient's axes. */
record Lattice(Axis x, Axis y, Axis z) {
  /** Evenly spaced nodes from {@code firstMm} to {@code lastMm}, both included. */
  record Axis(double firstMm, double lastMm, double stepMm) {
    int size() {
      return (int) Math.round((lastMm - firstMm) / stepMm) + 1;
    }

    double at(int index) {
      return firstMm + index * stepMm;
    }

    boolean has(double positionMm) {
      double steps = (positionMm - firstMm) / stepMm;
      return steps == Math.rint(steps);
    }
  }

  /** A dose in Gy as a function of a point in patient coordinates. */
  interface Dose {
    double gyAt(double xMm, double yMm, double zMm);
  }

  /** The dose at all nodes, {@code [(k * rows + j) * columns + i]}. */
  double[] sample(Dose dose) {
    double[] gy = new double[x.size() * y.size() * z.size()];
    int n = 0;
    for (int k = 0; k < z.size(); k++) {
      for (int j = 0; j < y.size(); j++) {
        for (int i = 0; i < x.size(); i++) {
          gy[n++] = dose.gyAt(x.at(i), y.at(j), z.at(k));
        }
      }
    }
    return gy;
  }

  /**
   * Makes sure that interpolation between the nodes is the dose itself.
   *
   * @throws IllegalArgumentException if the dose's formula changes between nodes
   */
  void requireExact(AnalyticDose dose) {
    for (AnalyticDose.Term term : dose.terms()) {
      requireNodes(x, term.x());
      requireNodes(y, term.y());
      requireNodes(z, term.z());
    }
  }

  private static void requireNodes(Axis axis, PiecewiseLinear function) {
    function
        .knotsMm()
        .filter(knot -> !axis.has(knot) && knot > axis.firstMm && knot < axis.lastMm)
        .filter(knot -> function != PiecewiseLinear.ONE)
        .findFirst()
        .ifPresent(
            knot -> {
              throw new IllegalArgumentException("no node at " + knot);
            });
  }
}
