package org.oarlock.check;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.oarlock.check.Answer.Found;
import org.oarlock.check.Piece.Drawn;
import org.oarlock.check.StructureDoses.NamedDose;
import org.oarlock.metric.Metric;
import org.oarlock.metric.MetricValue;
import org.oarlock.plan.DoseGrid;
import org.oarlock.plan.Plan;
import org.oarlock.protocol.Expression;
import org.oarlock.protocol.PrescriptionRule;
import org.oarlock.protocol.Protocol;

/** The median doses that the targets of a protocol's prescriptions get from a phase alone. */
record TargetMedians(
    Plan plan,
    Protocol protocol,
    Prescriptions prescriptions,
    Structures structures,
    Doses doses,
    StructureDoses structureDoses)
    implements FractionGuard.TargetMedian {
  private static final Metric MEDIAN = Metric.parse("Median[Gy]");

  /** The targets of the phase; if it is the only phase and has none, those of the protocol. */
  @Override
  public OptionalDouble gy(int phase) {
    Stream<PrescriptionRule> own =
        prescriptions.inPhase(phase).stream().map(Prescriptions.Resolution::rule);
    List<String> targets = own.map(PrescriptionRule::target).distinct().toList();
    if (targets.isEmpty() && plan.phases().size() == 1) {
      targets = protocol.prescriptions().stream().map(PrescriptionRule::target).distinct().toList();
    }
    if (!(doses.of(List.of(phase)) instanceof Found<DoseGrid> grid)) {
      return OptionalDouble.empty();
    }
    String name =
        plan.phases().size() == 1 ? Prescriptions.TOTAL : plan.phases().get(phase).label();
    NamedDose dose = new NamedDose(name, List.of(phase), grid.value());
    return targets.stream()
        .map(target -> structures.whole(new Expression.Name(target, 1)))
        .filter(Drawn.class::isInstance)
        .map(target -> structureDoses.of((Drawn) target, dose))
        .map(target -> MEDIAN.evaluateWithoutBand(target, null, null))
        .filter(MetricValue.class::isInstance)
        .mapToDouble(value -> ((MetricValue) value).value())
        .max();
  }
}
