package org.oarlock.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.oarlock.beam.FieldView;
import org.oarlock.beam.Finding;
import org.oarlock.check.Explanation.FieldPlace;
import org.oarlock.check.Explanation.Shot;
import org.oarlock.check.PlanResult;
import org.oarlock.geometry.Solid;
import org.oarlock.picture.BeamPicture;
import org.oarlock.picture.BeamScene;
import org.oarlock.picture.BeamScene.Projected;
import org.oarlock.picture.Figure;
import org.oarlock.plan.Colour;
import org.oarlock.plan.Phase;
import org.oarlock.plan.Structure;

/** Pictures from the sources of fields. */
final class FieldPictures {
  private final PlanResult result;
  private final DrawnPlan plan;
  private @Nullable Solid target;

  FieldPictures(PlanResult result, DrawnPlan plan) {
    this.result = result;
    this.plan = plan;
  }

  /** What the field sees that says most, if the plan tells. */
  Finding<FieldView> view(FieldPlace place) {
    Shot shot = place.shots().get(0);
    return FieldView.at(phase(place), shot.beam(), shot.controlPoint(), shot.gantryDeg());
  }

  private Phase phase(FieldPlace place) {
    return result.plan().phases().get(place.phase());
  }

  Figure fromSource(String goals, FieldPlace place, FieldView view) {
    Shot shot = place.shots().get(0);
    String of =
        result.plan().phases().size() > 1 ? " of " + TerminalText.name(phase(place).label()) : "";
    return BeamPicture.of(
        new BeamScene(
            goals + ": " + shot.name() + of + " seen from its source",
            view,
            projected(place),
            List.of(
                TerminalText.sentence(shot.words()) + ".",
                "Plane of the isocentre, in the axes of the collimator; at control point "
                    + shot.controlPoint()
                    + ".")));
  }

  private List<Projected> projected(FieldPlace place) {
    List<Projected> projected = new ArrayList<>();
    Solid solid = place.solid();
    String name = place.structure();
    if (solid != null && name != null) {
      projected.add(
          new Projected(TerminalText.name(name), colour(plan.named(Set.of(name))), true, solid));
    }
    Set<Structure> targets = plan.targets();
    Solid target = target(targets);
    if (!target.isEmpty() && targets.stream().noneMatch(t -> t.name().equals(name))) {
      String names = String.join(", ", targets.stream().map(Structure::name).toList());
      projected.add(new Projected(TerminalText.name(names), colour(targets), false, target));
    }
    return projected;
  }

  private Solid target(Set<Structure> targets) {
    Solid known = target;
    if (known == null) {
      known = plan.solid(targets);
      target = known;
    }
    return known;
  }

  private static @Nullable Colour colour(Set<Structure> structures) {
    return structures.size() == 1 ? structures.iterator().next().colour() : null;
  }
}
