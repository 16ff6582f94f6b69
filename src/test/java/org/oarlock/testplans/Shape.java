package org.oarlock.testplans;

import java.util.ArrayList;
import java.util.List;

/** A solid of upright prisms that do not overlap. */
record Shape(List<Prism> prisms) {
  /** A polygon between two planes. */
  record Prism(Polygon polygon, double fromMm, double toMm) {
    double volumeMm3() {
      return polygon.areaMm2() * (toMm - fromMm);
    }
  }

  Shape {
    prisms = List.copyOf(prisms);
  }

  double volumeMm3() {
    return prisms.stream().mapToDouble(Prism::volumeMm3).sum();
  }

  Shape and(Shape other) {
    List<Prism> all = new ArrayList<>(prisms);
    all.addAll(other.prisms);
    return new Shape(all);
  }

  /** The part between two planes. */
  Shape between(double fromMm, double toMm) {
    return new Shape(
        prisms.stream()
            .map(
                prism ->
                    new Prism(
                        prism.polygon(),
                        Math.max(fromMm, prism.fromMm()),
                        Math.min(toMm, prism.toMm())))
            .filter(prism -> prism.toMm() > prism.fromMm())
            .toList());
  }

  /** The inner shell of each prism, with its bottom and its lid. */
  Shape shell(double thicknessMm) {
    List<Prism> pieces = new ArrayList<>();
    for (Prism prism : prisms) {
      double bottom = prism.fromMm() + thicknessMm;
      double lid = prism.toMm() - thicknessMm;
      pieces.add(new Prism(prism.polygon(), prism.fromMm(), bottom));
      pieces.add(new Prism(prism.polygon(), lid, prism.toMm()));
      for (Polygon piece : prism.polygon().strip(thicknessMm)) {
        pieces.add(new Prism(piece, bottom, lid));
      }
    }
    return new Shape(pieces);
  }
}
