package org.oarlock.beam;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.oarlock.geometry.PatientPoint;
import org.oarlock.geometry.PlanarContour;
import org.oarlock.geometry.Solid;
import org.oarlock.plan.Beam;
import org.oarlock.plan.ControlPoint;
import org.oarlock.plan.ControlPoint.LeafPositions;
import org.oarlock.plan.FileIdentity;
import org.oarlock.plan.Phase;

/** Beams, phases and solids to be varied by tests. */
final class SampleBeams {
  static final PatientPoint ORIGIN = new PatientPoint(0, 0, 0);

  private SampleBeams() {}

  /** A beam under construction; jaws of 100 x 100 mm, static from the front, 100 MU. */
  static final class BeamBuilder {
    int number = 1;
    String radiation = "PHOTON";
    String delivery = "TREATMENT";
    double axisDistance = 1000;
    double meterset = 100;
    double finalWeight = 1;
    String fluence = "";
    double collimator;
    double couch;
    double pitch;
    double energy = 6;
    String direction = "NONE";
    PatientPoint isocentre = ORIGIN;
    boolean withIsocentre = true;
    double[] gantry = {0, 0};
    double[] weights = {0, 1};
    List<Beam.Device> devices =
        new ArrayList<>(
            List.of(
                new Beam.Device("ASYMX", 1, 0, List.of()),
                new Beam.Device("ASYMY", 1, 0, List.of())));
    List<List<LeafPositions>> positions =
        List.of(List.of(positions("ASYMX", -50, 50), positions("ASYMY", -50, 50)));
    List<PatientPoint> isocentres = List.of();

    BeamBuilder number(int value) {
      number = value;
      return this;
    }

    BeamBuilder gantry(double... angles) {
      gantry = angles.length == 1 ? new double[] {angles[0], angles[0]} : angles;
      if (weights.length != gantry.length) {
        weights = new double[gantry.length];
        for (int i = 0; i < weights.length; i++) {
          weights[i] = (double) i / (weights.length - 1);
        }
      }
      return this;
    }

    BeamBuilder arc(String way, double... angles) {
      direction = way;
      return gantry(angles);
    }

    BeamBuilder weights(double... values) {
      weights = values;
      if (gantry.length != values.length) {
        double[] same = new double[values.length];
        Arrays.fill(same, gantry[0]);
        gantry = same;
      }
      return this;
    }

    BeamBuilder collimator(double angle) {
      collimator = angle;
      return this;
    }

    BeamBuilder couch(double angle) {
      couch = angle;
      return this;
    }

    BeamBuilder meterset(double value) {
      meterset = value;
      return this;
    }

    BeamBuilder energy(double value) {
      energy = value;
      return this;
    }

    BeamBuilder radiation(String value) {
      radiation = value;
      return this;
    }

    BeamBuilder isocentre(double x, double y, double z) {
      isocentre = new PatientPoint(x, y, z);
      return this;
    }

    BeamBuilder jaws(double x1, double x2, double y1, double y2) {
      positions = List.of(List.of(positions("ASYMX", x1, x2), positions("ASYMY", y1, y2)));
      return this;
    }

    /** Adds a multi-leaf collimator; per control point the positions of bank 1, then of bank 2. */
    BeamBuilder leaves(String type, double[] boundaries, double[]... perPoint) {
      devices.add(
          new Beam.Device(
              type, boundaries.length - 1, 0, Arrays.stream(boundaries).boxed().toList()));
      List<List<LeafPositions>> all = new ArrayList<>();
      for (int i = 0; i < perPoint.length; i++) {
        List<LeafPositions> here =
            new ArrayList<>(positions.get(Math.min(i, positions.size() - 1)));
        here.add(positions(type, perPoint[i]));
        all.add(here);
      }
      positions = all;
      return this;
    }

    Beam build() {
      List<ControlPoint> points = new ArrayList<>();
      for (int i = 0; i < gantry.length; i++) {
        points.add(
            new ControlPoint(
                weights[i],
                energy,
                gantry[i],
                direction,
                0,
                collimator,
                couch,
                pitch,
                0,
                !withIsocentre ? null : isocentres.isEmpty() ? isocentre : isocentres.get(i),
                positions.isEmpty()
                    ? List.of()
                    : positions.get(Math.min(i, positions.size() - 1))));
      }
      return new Beam(
          number,
          "B" + number,
          radiation,
          "DYNAMIC",
          delivery,
          "Linac",
          axisDistance,
          finalWeight,
          meterset,
          fluence,
          devices,
          points);
    }
  }

  static BeamBuilder beam() {
    return new BeamBuilder();
  }

  static LeafPositions positions(String type, double... values) {
    return new LeafPositions(type, Arrays.stream(values).boxed().toList());
  }

  static Phase phase(String position, BeamBuilder... beams) {
    return new Phase(
        new FileIdentity("RP.dcm", "1.2.3", ""),
        "phase",
        "APPROVED",
        25,
        1,
        List.of(),
        Arrays.stream(beams).map(BeamBuilder::build).toList(),
        position,
        null);
  }

  /** A box with faces across the patient's axes, on slices of 2 mm. */
  static Solid box(double x0, double x1, double y0, double y1, double z0, double z1) {
    return prism(z0, z1, x0, y0, x1, y0, x1, y1, x0, y1);
  }

  /** A cylinder along z with this many corners. */
  static Solid cylinder(double x, double y, double radius, double z0, double z1, int corners) {
    double[] points = new double[2 * corners];
    for (int i = 0; i < corners; i++) {
      double angle = 2 * Math.PI * i / corners;
      points[2 * i] = x + radius * Math.cos(angle);
      points[2 * i + 1] = y + radius * Math.sin(angle);
    }
    return prism(z0, z1, points);
  }

  static Solid prism(double z0, double z1, double... xy) {
    List<PlanarContour> contours = new ArrayList<>();
    int slices = (int) Math.round((z1 - z0) / 2);
    for (int i = 0; i < slices; i++) {
      double z = z0 + (i + 0.5) * (z1 - z0) / slices;
      double[] points = new double[xy.length / 2 * 3];
      for (int k = 0; k < xy.length / 2; k++) {
        points[3 * k] = xy[2 * k];
        points[3 * k + 1] = xy[2 * k + 1];
        points[3 * k + 2] = z;
      }
      contours.add(new PlanarContour(points));
    }
    return Solid.ofContours(contours, (z1 - z0) / slices);
  }
}
