package org.oarlock.geometry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The outline of a figure after its boundary has been pushed outwards, as rings that may cross
 * themselves: a point lies in the grown figure if they wind around it at least once.
 *
 * <p>A figure grows by a rectangle (or parallelogram) on every edge and a fan at every corner that
 * sticks out, each running counter-clockwise. Added up, what they have in common with each other
 * and with the ring cancels out, and these rings are left. Arcs are drawn as tangents, at equal
 * angles whatever the size: growing in several steps gives the same figure as growing at once.
 */
final class GrownOutline {
  /** Corners that turn by less (sine) are none. */
  private static final double STRAIGHT = 1e-9;

  private static final int MAX_DEPTH = 12;

  private final Reach reach;
  private final double flatMm;
  private final double arc;
  private double[] out = new double[256];
  private int size;

  /**
   * @param flatness by how much of its own size an arc may be flattened
   */
  private GrownOutline(Reach reach, double flatness) {
    this.reach = reach;
    this.flatMm = 2 * flatness * reach.largestMm();
    this.arc = 2 * Math.acos(1 / (1 + flatness));
  }

  /** Rings with their inside on the left and without crossings, pushed outwards. */
  static List<double[]> outwards(List<double[]> rings, Reach reach, double flatness) {
    return pushed(rings, reach, flatness);
  }

  /**
   * Rings pushed inwards by what reaches in from outside. A point that is not reached is wound
   * around once, all others at most zero times.
   */
  static List<double[]> inwards(List<double[]> rings, Reach reach, double flatness) {
    List<double[]> outside = rings.stream().map(GrownOutline::reversed).toList();
    return pushed(outside, reach.opposite(), flatness).stream()
        .map(GrownOutline::reversed)
        .toList();
  }

  private static List<double[]> pushed(List<double[]> rings, Reach reach, double flatness) {
    GrownOutline outline = new GrownOutline(reach, flatness);
    List<double[]> pushed = new ArrayList<>();
    for (double[] ring : rings) {
      pushed.add(outline.push(ring));
    }
    return pushed;
  }

  private static double[] reversed(double[] ring) {
    double[] other = new double[ring.length];
    for (int i = 0; i < ring.length; i += 2) {
      other[i] = ring[ring.length - 2 - i];
      other[i + 1] = ring[ring.length - 1 - i];
    }
    return other;
  }

  private double[] push(double[] ring) {
    size = 0;
    int n = ring.length;
    double du = ring[0] - ring[n - 2];
    double dv = ring[1] - ring[n - 1];
    double length = Math.sqrt(du * du + dv * dv);
    du /= length;
    dv /= length;
    for (int i = 0; i < n; i += 2) {
      int j = i + 2 == n ? 0 : i + 2;
      double nextU = ring[j] - ring[i];
      double nextV = ring[j + 1] - ring[i + 1];
      double nextLength = Math.sqrt(nextU * nextU + nextV * nextV);
      nextU /= nextLength;
      nextV /= nextLength;
      corner(ring[i], ring[i + 1], du, dv, length, nextU, nextV, nextLength);
      du = nextU;
      dv = nextV;
      length = nextLength;
    }
    return Arrays.copyOf(out, size);
  }

  /** A corner where an edge of direction d ends and one of direction e begins. */
  private void corner(
      double u,
      double v,
      double du,
      double dv,
      double dLength,
      double eu,
      double ev,
      double eLength) {
    double turn = du * ev - dv * eu;
    boolean onwards = du * eu + dv * ev > 0;
    if (Math.abs(turn) < STRAIGHT && onwards) {
      add(u + reach.farthestU(dv, -du), v + reach.farthestV(dv, -du));
    } else if (turn > 0 || Math.abs(turn) < STRAIGHT) {
      if (reach.isRound()) {
        roundFan(u, v, dv, -du, Math.abs(Math.atan2(turn, du * eu + dv * ev)));
      } else {
        fan(u, v, dv, -du, ev, -eu, MAX_DEPTH);
      }
    } else {
      notch(u, v, du, dv, dLength, eu, ev, eLength, turn);
    }
  }

  /** The tangents of an arc that begins at a unit normal and turns by an angle. */
  private void roundFan(double u, double v, double nu, double nv, double angle) {
    int tangents = Math.max(1, (int) Math.ceil(angle / arc - 1e-9));
    double half = 0.5 * angle / tangents;
    double radius = reach.largestMm() / Math.cos(half);
    for (int i = 0; i < tangents; i++) {
      double cos = Math.cos((2 * i + 1) * half);
      double sin = Math.sin((2 * i + 1) * half);
      add(u + radius * (nu * cos - nv * sin), v + radius * (nu * sin + nv * cos));
    }
  }

  /** The arc around a corner that sticks out, from one unit normal to another. */
  private void fan(double u, double v, double au, double av, double bu, double bv, int depth) {
    double turn = au * bv - av * bu;
    double along = au * bu + av * bv;
    if (along > 0.5 && turn > STRAIGHT) {
      double fromU = reach.farthestU(au, av);
      double fromV = reach.farthestV(au, av);
      double toU = reach.farthestU(bu, bv);
      double toV = reach.farthestV(bu, bv);
      double a = fromU * au + fromV * av;
      double b = toU * bu + toV * bv;
      double tipU = (a * bv - b * av) / turn;
      double tipV = (b * au - a * bu) / turn;
      double height = Math.abs((tipU - fromU) * (toV - fromV) - (tipV - fromV) * (toU - fromU));
      double chord = Math.hypot(toU - fromU, toV - fromV);
      if (depth == 0 || height <= flatMm * chord) {
        add(u + tipU, v + tipV);
        return;
      }
    } else if (along > 0.5) {
      add(u + reach.farthestU(au, av), v + reach.farthestV(au, av));
      return;
    }
    double mu = au + bu;
    double mv = av + bv;
    if (along < -0.9) {
      mu = -av + bv; // nearly opposite: a quarter turn on from a, and back from b
      mv = au - bu;
    }
    double length = Math.sqrt(mu * mu + mv * mv);
    fan(u, v, au, av, mu / length, mv / length, depth - 1);
    fan(u, v, mu / length, mv / length, bu, bv, depth - 1);
  }

  /**
   * A corner that points inwards. Both pushed edges are cut where they meet, if that leaves each at
   * least half of its length; else they go by the corner, and the overlay cuts them.
   */
  private void notch(
      double u,
      double v,
      double du,
      double dv,
      double dLength,
      double eu,
      double ev,
      double eLength,
      double turn) {
    double fromU = reach.farthestU(dv, -du);
    double fromV = reach.farthestV(dv, -du);
    double toU = reach.farthestU(ev, -eu);
    double toV = reach.farthestV(ev, -eu);
    double a = fromU * dv - fromV * du;
    double b = toU * ev - toV * eu;
    double meetU = (b * du - a * eu) / turn;
    double meetV = (b * dv - a * ev) / turn;
    double cutBefore = (fromU - meetU) * du + (fromV - meetV) * dv;
    double cutAfter = (meetU - toU) * eu + (meetV - toV) * ev;
    if (cutBefore >= 0
        && cutAfter >= 0
        && cutBefore <= 0.5 * dLength
        && cutAfter <= 0.5 * eLength) {
      add(u + meetU, v + meetV);
    } else {
      add(u + fromU, v + fromV);
      add(u, v);
      add(u + toU, v + toV);
    }
  }

  private void add(double u, double v) {
    if (size == out.length) {
      out = Arrays.copyOf(out, 2 * size);
    }
    out[size++] = u;
    out[size++] = v;
  }
}
