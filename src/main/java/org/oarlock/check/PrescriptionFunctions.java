package org.oarlock.check;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.oarlock.check.Answer.Found;
import org.oarlock.check.Answer.Missing;
import org.oarlock.check.Functions.Computation;
import org.oarlock.check.Prescriptions.Resolution;
import org.oarlock.metric.MetricValue;
import org.oarlock.quantity.Dose;
import org.oarlock.quantity.Unit;

/** Functions about what is prescribed, as the plan's files or the user say it. */
final class PrescriptionFunctions {
  private final Prescriptions prescriptions;

  private PrescriptionFunctions(Prescriptions prescriptions) {
    this.prescriptions = prescriptions;
  }

  static Map<String, Computation> all(Prescriptions prescriptions) {
    PrescriptionFunctions of = new PrescriptionFunctions(prescriptions);
    return Map.of(
        "prescribed_dose",
        call -> List.of(of.value(call.name(0), call.unit(), (dose, fractions) -> dose)),
        "fractions",
        call -> List.of(of.value(call.name(0), call.unit(), (dose, fractions) -> fractions)),
        "fraction_dose",
        call ->
            prescriptions.parts(call.name(0)).stream()
                .map(name -> of.labelled(call, name))
                .toList());
  }

  /** In a sum, each of the prescriptions that it adds has a fraction dose of its own. */
  private Measured labelled(FunctionCall call, String name) {
    Measured value =
        value(name, call.unit(), (dose, n) -> dose.then(d -> n.then(k -> Answer.found(d / k))));
    return name.equals(call.name(0)) ? value : value.labelled(name);
  }

  private Measured value(
      String name, Unit unit, BiFunction<Answer<Double>, Answer<Double>, Answer<Double>> read) {
    Answer<Resolution> found = prescriptions.resolution(name);
    if (found instanceof Missing<Resolution> missing) {
      return Measured.without(missing);
    }
    Resolution resolution = ((Found<Resolution>) found).value();
    if (!resolution.applies().isYes() || !resolution.doubt().isEmpty()) {
      return resolution.dose() instanceof Missing<Dose> missing
          ? Measured.without(missing)
          : Measured.unknown(resolution.doubt());
    }
    Answer<Double> value =
        read.apply(
            resolution.dose().then(dose -> Answer.found(unit.fromBase(dose.gy()))),
            fractions(name, resolution));
    return value instanceof Found<Double> number
        ? Measured.of(MetricValue.exact(number.value(), unit)).with(resolution.origin())
        : Measured.without((Missing<Double>) value);
  }

  private static Answer<Double> fractions(String name, Resolution resolution) {
    return resolution.fractions() > 0
        ? Answer.found((double) resolution.fractions())
        : Answer.unknown(
            "the plan does not say in how many fractions %s is given; state it with --set %s=\"DOSE in FRACTIONS\""
                .formatted(name, name));
  }
}
