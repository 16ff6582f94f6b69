package org.oarlock.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.oarlock.beam.FieldView;
import org.oarlock.beam.Finding;
import org.oarlock.check.Explanation;
import org.oarlock.check.Explanation.DoseRegion;
import org.oarlock.check.Explanation.FieldPlace;
import org.oarlock.check.Explanation.SharedPart;
import org.oarlock.check.Explanation.SlicePlace;
import org.oarlock.check.Explanation.Where;
import org.oarlock.check.Explanations;
import org.oarlock.check.GoalResult;
import org.oarlock.check.PlanResult;
import org.oarlock.check.Verdict;
import org.oarlock.geometry.GeometryException;
import org.oarlock.picture.Figure;
import org.oarlock.protocol.Protocol;

/**
 * The pictures that belong into a report about one plan: one for each place that goals are about
 * which are no plain pass, what failed first, and one through the target.
 */
final class PlanPictures {
  /** A report stays short, and below 3 MB. */
  private static final int MOST_PLACES = 10;

  private final PlanResult result;
  private final PlanePictures planes;
  private final FieldPictures fields;
  private final List<Figure> figures = new ArrayList<>();
  private final List<String> left = new ArrayList<>();
  private final List<String> undrawn = new ArrayList<>();

  /** A goal, and the place that it is about. */
  record Told<T extends Where>(GoalResult goal, T where) {}

  private PlanPictures(Protocol protocol, PlanResult result) {
    this.result = result;
    DrawnPlan plan = new DrawnPlan(protocol, result);
    planes = new PlanePictures(protocol, result, plan);
    fields = new FieldPictures(result, plan);
  }

  /** All pictures of a plan in the order in which they are shown; perhaps none. */
  static PlanPictures of(Protocol protocol, PlanResult result) {
    PlanPictures pictures = new PlanPictures(protocol, result);
    pictures.ofGoals();
    pictures.planes.throughTarget().ifPresent(pictures.figures::add);
    return pictures;
  }

  List<Figure> figures() {
    return figures;
  }

  /** What is not shown, in sentences. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (!left.isEmpty()) {
      notes.add(
          "No more than "
              + MOST_PLACES
              + " places are shown in pictures; without one are "
              + String.join(", ", left)
              + ".");
    }
    undrawn.forEach(reason -> notes.add("There is no picture of " + reason + "."));
    return notes;
  }

  private void ofGoals() {
    Map<Object, List<Told<Where>>> places = new LinkedHashMap<>();
    result.goals().stream()
        .filter(Explanations::isCalledFor)
        .sorted(
            Comparator.comparing(GoalResult::verdict)
                .reversed()
                .thenComparing(GoalResult::obligation))
        .forEach(goal -> collect(goal, places));
    places.values().forEach(this::draw);
  }

  /** A structure that is too intricate leaves out its picture and nothing else. */
  private void draw(List<Told<Where>> told) {
    try {
      figure(told).ifPresent(figures::add);
    } catch (GeometryException e) {
      undrawn.add(goals(told) + ": " + e.getMessage());
    }
  }

  private void collect(GoalResult goal, Map<Object, List<Told<Where>>> into) {
    for (Explanation.Finding finding : result.explanations().of(goal).findings()) {
      Where where = finding.where();
      Object place = where == null ? null : place(where);
      if (where == null || place == null) {
        continue;
      }
      if (into.containsKey(place) || into.size() < MOST_PLACES) {
        into.computeIfAbsent(place, p -> new ArrayList<>()).add(new Told<>(goal, where));
      } else if (!left.contains(goal.id())) {
        left.add(goal.id());
      }
    }
  }

  /** What is the same for all goals that one picture shows; null where there is nothing to show. */
  private static @Nullable Object place(Where where) {
    if (where instanceof DoseRegion region) {
      return region.place() == null
          ? null
          : List.of(region.solid(), region.dose(), region.below(), region.place().extreme());
    }
    if (where instanceof SlicePlace slice) {
      return List.of(slice.solids(), slice.atMm());
    }
    if (where instanceof SharedPart shared) {
      return shared.centroid() == null ? null : shared.part();
    }
    FieldPlace field = (FieldPlace) where;
    Explanation.Shot shot = field.shots().get(0);
    return List.of(
        field.phase(),
        shot.beam(),
        shot.controlPoint(),
        field.solid() == null ? "no structure" : field.solid());
  }

  private Optional<Figure> figure(List<Told<Where>> told) {
    String goals = goals(told);
    Where where = told.get(0).where();
    if (where instanceof FieldPlace field) {
      if (fields.view(field) instanceof Finding.Known<FieldView> known) {
        return Optional.of(fields.fromSource(goals, field, known.value()));
      }
      undrawn.add(goals + ": the plan does not tell what the field sees");
      return Optional.empty();
    }
    if (where instanceof SlicePlace slice) {
      if (!slice.solids().stream().allMatch(solid -> solid.primary().frame().isAxial())) {
        undrawn.add(goals + ": the structures are drawn on slanted slices");
        return Optional.empty();
      }
      return Optional.of(planes.ofSlice(goals, slice));
    }
    if (where instanceof SharedPart shared) {
      return Optional.ofNullable(shared.centroid())
          .map(centre -> planes.throughPart(goals, shared, centre));
    }
    return Optional.of(
        planes.throughPoint(
            goals,
            told.stream().map(one -> new Told<>(one.goal(), (DoseRegion) one.where())).toList()));
  }

  private static String goals(List<Told<Where>> told) {
    return told.stream()
        .map(one -> one.goal().id() + " (" + words(one.goal().verdict()) + ")")
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static String words(Verdict verdict) {
    return verdict == Verdict.PASS ? "PASS, borderline" : verdict.toString();
  }
}
