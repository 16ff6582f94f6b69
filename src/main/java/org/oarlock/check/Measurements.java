package org.oarlock.check;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.oarlock.check.Answer.Found;
import org.oarlock.check.Answer.Missing;
import org.oarlock.check.Piece.Absent;
import org.oarlock.check.Piece.Drawn;
import org.oarlock.check.StructureDoses.NamedDose;
import org.oarlock.check.Traces.Cause;
import org.oarlock.dvh.StructureDose;
import org.oarlock.metric.Metric;
import org.oarlock.metric.MetricSyntaxException;
import org.oarlock.protocol.Expression;
import org.oarlock.protocol.Expression.MetricTerm;
import org.oarlock.quantity.Dose;
import org.oarlock.quantity.Quantity;
import org.oarlock.quantity.Unit;

/** Measures what goals ask: metrics of structures, and functions of the protocol language. */
final class Measurements {
  private static final Pattern BRACES = Pattern.compile("\\{([^{}]*)\\}");

  private final Parameters parameters;
  private final Structures structures;
  private final StructureDoses structureDoses;
  private final Functions functions;
  private final @Nullable Expression body;
  private final boolean bands;

  /**
   * @param body the patient's outline, null if the protocol knows none
   */
  Measurements(
      Parameters parameters,
      Structures structures,
      StructureDoses structureDoses,
      Functions functions,
      @Nullable Expression body) {
    this(parameters, structures, structureDoses, functions, body, true);
  }

  private Measurements(
      Parameters parameters,
      Structures structures,
      StructureDoses structureDoses,
      Functions functions,
      @Nullable Expression body,
      boolean bands) {
    this.parameters = parameters;
    this.structures = structures;
    this.structureDoses = structureDoses;
    this.functions = functions;
    this.body = body;
    this.bands = bands;
  }

  /** The same on other structures, for metrics whose bands nobody asks for. */
  Measurements on(Structures others, StructureDoses doses) {
    return new Measurements(parameters, others, doses, functions, body, false);
  }

  /**
   * What came of measuring one expression.
   *
   * @param what the metric or function as it was understood, parameters filled in
   * @param unit the unit of the values, NONE for words
   * @param needsDose whether missing dose leaves the value open; a function says so in its values
   * @param values at least one
   */
  record Measurement(String what, Answer<Unit> unit, boolean needsDose, List<Measured> values) {}

  Measurement of(Expression expression, Basis basis) {
    if (expression instanceof MetricTerm term) {
      return of(term, basis);
    }
    if (expression instanceof Expression.Call call) {
      FunctionCall resolved = new FunctionCall(call, basis, structures, parameters);
      List<Measured> values = functions.of(call.function(), resolved);
      return new Measurement(call.text(), Answer.found(resolved.unit()), true, values);
    }
    String reason = "'%s' is nothing that can be measured".formatted(expression.text());
    return new Measurement(
        expression.text(), Answer.found(Unit.NONE), false, List.of(Measured.unknown(reason)));
  }

  // ---- metrics

  private Measurement of(MetricTerm term, Basis basis) {
    Answer<Metric> metric = metric(term);
    List<Measured> values =
        pieces(term, basis).stream().map(piece -> measured(metric, piece, basis)).toList();
    boolean needsDose =
        !(metric instanceof Found<Metric> f && f.value() instanceof Metric.TotalVolume);
    return new Measurement(
        text(term, metric), metric.then(m -> Answer.found(m.unit())), needsDose, values);
  }

  private static String text(MetricTerm term, Answer<Metric> metric) {
    String text = metric instanceof Found<Metric> found ? found.value().text() : term.template();
    return term.of() == null ? text : text + " of " + term.of().text();
  }

  private List<Piece> pieces(MetricTerm term, Basis basis) {
    if (term.of() != null) {
      return structures.corresponding(term.of(), basis.goal().structure(), basis.own());
    }
    return List.of(
        basis.own() != null
            ? basis.own()
            : new Absent(
                "",
                List.of(),
                Verdict.NOT_EVALUATED,
                "the goal says of no structure what it asks"));
  }

  /** The metric that a term stands for, parameters filled in. */
  Answer<Metric> metric(MetricTerm term) {
    StringBuilder text = new StringBuilder();
    Matcher braces = BRACES.matcher(term.template());
    int from = 0;
    while (braces.find()) {
      Answer<Quantity> value = parameters.quantity(braces.group(1).strip());
      if (!(value instanceof Found<Quantity> found)) {
        return value.then(q -> Answer.unknown(""));
      }
      text.append(term.template(), from, braces.start());
      text.append(found.value().toString().replace(" ", ""));
      from = braces.end();
    }
    text.append(term.template().substring(from));
    try {
      return Answer.found(Metric.parse(text.toString()));
    } catch (MetricSyntaxException e) {
      return Answer.unknown("'%s' is not a metric: %s".formatted(text, e.getMessage()));
    }
  }

  private Measured measured(Answer<Metric> metric, Piece piece, Basis basis) {
    if (piece instanceof Absent absent) {
      return Measured.without(absent);
    }
    Drawn drawn = (Drawn) piece;
    Answer<Measured> value =
        metric.then(
            m ->
                basis
                    .dose()
                    .then(
                        dose ->
                            hundredPercent(m, basis)
                                .then(
                                    percent ->
                                        outline(m)
                                            .then(
                                                outline ->
                                                    Answer.found(
                                                        value(
                                                            m, drawn, dose, percent, outline))))));
    Measured measured =
        value instanceof Found<Measured> found
            ? found.value()
            : Measured.without((Missing<Measured>) value);
    return measured.labelled(drawn.label()).from(drawn.matched());
  }

  /** A need that a metric may not have. */
  private record Need<T>(@Nullable T value) {}

  private static Answer<Need<Dose>> hundredPercent(Metric metric, Basis basis) {
    return metric.needsPrescription()
        ? basis.prescription().then(dose -> Answer.found(new Need<>(dose)))
        : Answer.found(new Need<>(null));
  }

  private Answer<Need<Drawn>> outline(Metric metric) {
    if (!metric.needsBody()) {
      return Answer.found(new Need<>(null));
    }
    if (body == null) {
      return Answer.unknown("the protocol has no body outline");
    }
    Piece whole = structures.whole(body);
    return whole instanceof Absent absent
        ? Answer.unknown(absent.reason())
        : Answer.found(new Need<>((Drawn) whole));
  }

  private Measured value(
      Metric metric, Drawn piece, NamedDose dose, Need<Dose> percent, Need<Drawn> outline) {
    Drawn body = outline.value();
    StructureDose ofBody = body == null ? null : structureDoses.of(body, dose);
    StructureDose ofPiece = structureDoses.of(piece, dose);
    return Measured.of(
            bands
                ? metric.evaluate(ofPiece, percent.value(), ofBody)
                : metric.evaluateWithoutBand(ofPiece, percent.value(), ofBody))
        .because(new Cause.Dosed(metric, piece, dose, percent.value()));
  }
}
