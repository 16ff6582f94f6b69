package org.oarlock.geometry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The slabs of a region, brought together into layers, and these into groups that touch. */
final class Layers {
  private final Region capped;
  private final Region uncapped;
  private final double[] planesMm;

  private Layers(Region capped, Region uncapped, double[] planesMm) {
    this.capped = capped;
    this.uncapped = uncapped;
    this.planesMm = planesMm;
  }

  /**
   * @param capped with half-slice caps
   * @param uncapped the same without caps
   * @param planesMm where contours were drawn, rising; none if that is not known
   */
  static List<List<Layer>> of(Region capped, Region uncapped, double[] planesMm) {
    return new Layers(capped, uncapped, planesMm).groups();
  }

  private List<List<Layer>> groups() {
    List<List<Layer>> groups = new ArrayList<>();
    List<Slab> group = new ArrayList<>();
    for (Slab slab : capped.slabs()) {
      Slab last = group.isEmpty() ? null : group.get(group.size() - 1);
      boolean touches = last != null && slab.lowerMm() - last.upperMm() <= Region.SAME_PLANE_MM;
      if (last != null && !touches) {
        groups.add(layers(group));
        group.clear();
      }
      if (last != null && touches && last.shape() == slab.shape()) {
        group.set(group.size() - 1, new Slab(last.lowerMm(), slab.upperMm(), slab.shape()));
      } else {
        group.add(slab);
      }
    }
    if (!group.isEmpty()) {
      groups.add(layers(group));
    }
    return groups;
  }

  private List<Layer> layers(List<Slab> slabs) {
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < slabs.size(); i++) {
      Slab slab = slabs.get(i);
      double plane = 0.5 * (slab.lowerMm() + slab.upperMm());
      if (slabs.size() > 1 && i == 0) {
        plane = uncappedEnd(slab, false);
      } else if (slabs.size() > 1 && i + 1 == slabs.size()) {
        plane = uncappedEnd(slab, true);
      }
      layers.add(new Layer(drawn(slab, plane), slab.lowerMm(), slab.upperMm(), slab.shape()));
    }
    return layers;
  }

  /** Where in a slab the solid without caps ends. */
  private double uncappedEnd(Slab slab, boolean top) {
    double end = top ? slab.lowerMm() : slab.upperMm();
    for (Slab other : uncapped.slabs()) {
      if (other.upperMm() > slab.lowerMm() && other.lowerMm() < slab.upperMm()) {
        end =
            top
                ? Math.max(end, Math.min(slab.upperMm(), other.upperMm()))
                : Math.min(end, Math.max(slab.lowerMm(), other.lowerMm()));
      }
    }
    return end;
  }

  /** The plane in a slab on which a contour was drawn. */
  private double drawn(Slab slab, double otherwise) {
    int found = Arrays.binarySearch(planesMm, slab.lowerMm() - Region.SAME_PLANE_MM);
    int at = found < 0 ? -found - 1 : found;
    return at < planesMm.length && planesMm[at] <= slab.upperMm() + Region.SAME_PLANE_MM
        ? planesMm[at]
        : otherwise;
  }
}
