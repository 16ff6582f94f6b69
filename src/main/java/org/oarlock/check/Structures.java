package org.oarlock.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.oarlock.check.Piece.Absent;
import org.oarlock.check.Piece.Drawn;
import org.oarlock.geometry.Convention;
import org.oarlock.geometry.Cut;
import org.oarlock.geometry.GeometryException;
import org.oarlock.geometry.LongAxis;
import org.oarlock.geometry.Margins;
import org.oarlock.geometry.Solid;
import org.oarlock.plan.Structure;
import org.oarlock.plan.StructureSet;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
import org.oarlock.problem.VisibleText;
import org.oarlock.protocol.Expression;
import org.oarlock.protocol.StructureRule;
import org.oarlock.protocol.StructureRule.Each;
import org.oarlock.quantity.Quantity;
import org.oarlock.quantity.Unit;

/**
 * The solids that a protocol's structure expressions stand for in one plan. Each is made when it is
 * first asked for, and once.
 *
 * <p>What cannot be made whole is not made: a union with one ingredient missing is missing. Only an
 * ingredient that the protocol calls optional may be absent from a union, or from what is
 * subtracted; that is said. A drawn structure wins over its definition.
 */
final class Structures {
  /** Longer chains of definitions are not followed. */
  private static final int MAX_NESTING = 200;

  private static final Set<String> MARGINS = Set.of("ring", "shell", "expand", "contract");

  private final StructureSet set;
  private final double sliceSpacingMm;
  private final ScanEnds scanEnds;
  private final Convention convention;
  private final boolean margins;
  private final StructureMatcher matcher;
  private final Set<String> targets;
  private final Parameters parameters;
  private final List<Problem> problems;
  private final Map<String, List<Piece>> made = new HashMap<>();
  private final Set<String> beingMade = new LinkedHashSet<>();
  private final IdentityHashMap<Structure, Solid> solids = new IdentityHashMap<>();

  /**
   * @param targets the structures that a dose is prescribed to, which have to be there even if the
   *     protocol calls them optional
   */
  Structures(
      StructureSet set,
      Convention convention,
      StructureMatcher matcher,
      Set<String> targets,
      Parameters parameters,
      List<Problem> problems) {
    this(set, convention, true, matcher, targets, parameters, problems);
  }

  private Structures(
      StructureSet set,
      Convention convention,
      boolean margins,
      StructureMatcher matcher,
      Set<String> targets,
      Parameters parameters,
      List<Problem> problems) {
    this.set = set;
    this.convention = convention;
    this.margins = margins;
    this.sliceSpacingMm = set.sliceSpacingOrTypicalMm();
    this.scanEnds = ScanEnds.of(set);
    this.matcher = matcher;
    this.targets = targets;
    this.parameters = parameters;
    this.problems = problems;
  }

  /**
   * The same, made by another convention; what is assumed or repaired has been said before. Margins
   * around a surface that is interpolated take too long for what nobody has asked for: whatever
   * needs them is missing.
   */
  Structures under(Convention other) {
    boolean arePrisms = Convention.PRISMS.contains(other);
    return new Structures(set, other, arePrisms, matcher, targets, parameters, new ArrayList<>());
  }

  /** The pieces of a structure expression, at least one. */
  List<Piece> of(Expression expression) {
    String key = expression.text();
    List<Piece> known = made.get(key);
    if (known != null) {
      return known;
    }
    if (beingMade.size() >= MAX_NESTING) {
      return List.of(missing("it is defined over more than " + MAX_NESTING + " steps"));
    }
    if (!beingMade.add(key)) {
      return List.of(missing(key + " is defined by itself"));
    }
    List<Piece> pieces = settled(expression, make(expression));
    beingMade.remove(key);
    made.put(key, pieces);
    return pieces;
  }

  /** The expression as one solid, all its pieces together. */
  Piece whole(Expression expression) {
    List<Piece> pieces = of(expression);
    try {
      return pieces.size() == 1 ? pieces.get(0) : union(expression.text(), pieces);
    } catch (GeometryException e) {
      return missing(expression.text() + " cannot be joined: " + e.getMessage());
    }
  }

  /**
   * The pieces of a structure expression that a goal is about which judges a structure of its own
   * piece by piece: that piece itself if the expression is the goal's structure, else the one that
   * comes from the same drawn structure under the same label (the cortex of a bone), else the only
   * one that shares volume with it; all pieces where none is told apart.
   *
   * @param structure the goal's structure, null if it has none
   * @param own the piece that is judged, null if the goal has no structure
   */
  List<Piece> corresponding(
      Expression expression, @Nullable Expression structure, @Nullable Piece own) {
    if (own != null && structure != null && expression.text().equals(structure.text())) {
      return List.of(own);
    }
    List<Piece> pieces = of(expression);
    if (pieces.size() < 2 || !(own instanceof Drawn judged)) {
      return pieces;
    }
    List<Piece> same = pieces.stream().filter(p -> isOfSameOrigin(p, judged)).toList();
    if (same.size() == 1) {
      return same;
    }
    List<Piece> sharing =
        pieces.stream().filter(p -> p instanceof Drawn d && sharesVolume(judged, d)).toList();
    boolean allDrawn = pieces.stream().allMatch(Drawn.class::isInstance);
    return allDrawn && sharing.size() == 1 ? sharing : pieces;
  }

  /** The parts of every structure are called part 1, part 2, …: the label alone tells nothing. */
  private static boolean isOfSameOrigin(Piece a, Drawn b) {
    return !a.label().isEmpty()
        && a.label().equals(b.label())
        && !a.matched().isEmpty()
        && a.matched().get(0).equals(b.matched().get(0));
  }

  static boolean sharesVolume(Drawn a, Drawn b) {
    try {
      return a.solid().overlaps(b.solid());
    } catch (GeometryException e) {
      return false;
    }
  }

  private List<Piece> make(Expression expression) {
    try {
      if (expression instanceof Expression.Name name) {
        return named(name.name());
      }
      if (expression instanceof Expression.Call call) {
        return called(call);
      }
    } catch (GeometryException e) {
      return List.of(missing(expression.text() + " cannot be made: " + e.getMessage()));
    }
    return List.of(missing("'" + expression.text() + "' is not a structure"));
  }

  /**
   * What has no volume cannot be judged. Only where a function leaves nothing of one piece and
   * something of another (one bone does not reach the target's slices), the goal does not concern
   * the empty one.
   */
  private static List<Piece> settled(Expression expression, List<Piece> pieces) {
    String what = expression.text();
    boolean some =
        expression instanceof Expression.Call
            && pieces.stream().anyMatch(p -> p instanceof Drawn d && hasVolume(d.solid()));
    List<Piece> settled = new ArrayList<>();
    for (Piece piece : pieces) {
      if (piece instanceof Drawn drawn && !hasVolume(drawn.solid())) {
        String reason =
            drawn.solid().isEmpty()
                ? what + " is empty" + because(expression, drawn.solid())
                : what + " has no volume: it lies on one slice whose thickness is unknown";
        settled.add(
            new Absent(
                drawn.label(),
                drawn.matched(),
                some && drawn.solid().isEmpty() ? Verdict.NOT_APPLICABLE : Verdict.NOT_EVALUATED,
                reason));
      } else {
        settled.add(piece);
      }
    }
    return settled;
  }

  /** Why a drawn structure has no volume; what a function leaves nothing of says it by itself. */
  private static String because(Expression expression, Solid solid) {
    return expression instanceof Expression.Name && !solid.remarks().isEmpty()
        ? ": " + String.join("; ", solid.remarks())
        : "";
  }

  private static boolean hasVolume(Solid solid) {
    return !solid.isEmpty() && solid.volumeCm3() > 0;
  }

  private static Absent missing(String reason) {
    return new Absent("", List.of(), Verdict.NOT_EVALUATED, reason);
  }

  // ---- names

  private List<Piece> named(String name) {
    StructureMatch match = matcher.get(name);
    if (match == null) {
      return List.of(missing("the protocol has no structure " + name));
    }
    if (match.obstacle() != null) {
      List<String> candidates = match.structures().stream().map(Structure::name).toList();
      return List.of(new Absent("", candidates, Verdict.NOT_EVALUATED, match.obstacle()));
    }
    return match.isEmpty() ? undrawn(match.rule()) : drawn(match);
  }

  private List<Piece> undrawn(StructureRule rule) {
    List<Piece> pieces;
    if (rule.define() != null) {
      pieces = of(rule.define()).stream().map(p -> renamed(p, rule.name())).toList();
    } else {
      pieces =
          List.of(
              missing(
                  "the plan has no structure %s (looked for: %s)"
                      .formatted(rule.name(), StructureMatcher.wanted(rule))));
    }
    boolean absent = pieces.stream().allMatch(p -> p instanceof Absent);
    if (rule.optional()
        && !targets.contains(rule.name())
        && absent
        && (rule.define() == null || nothingFound(rule.define()))) {
      return List.of(
          new Absent(
              "",
              List.of(),
              Verdict.NOT_APPLICABLE,
              rule.name() + " is optional and not in the plan"));
    }
    return pieces;
  }

  private static Piece renamed(Piece piece, String name) {
    if (piece instanceof Drawn d) {
      String shown = d.label().isEmpty() ? name : name + " " + d.label();
      return new Drawn(shown, d.label(), d.matched(), d.solid());
    }
    return piece;
  }

  /** Whether none of the ingredients of a definition is drawn: it was not half made by mistake. */
  private boolean nothingFound(Expression definition) {
    Set<String> names = new LinkedHashSet<>();
    StructureNames.in(definition, names);
    return names.stream()
        .map(matcher::get)
        .allMatch(match -> match == null || (match.isEmpty() && match.rule().define() == null));
  }

  private List<Piece> drawn(StructureMatch match) {
    List<Piece> pieces = new ArrayList<>();
    boolean several = match.rule().each() != Each.ONE && match.structures().size() > 1;
    for (Structure structure : match.structures()) {
      Piece piece = piece(structure, several ? VisibleText.of(structure.name()) : "");
      if (match.rule().each() == Each.PART && piece instanceof Drawn whole) {
        pieces.addAll(parts(whole));
      } else {
        pieces.add(piece);
      }
    }
    return pieces;
  }

  private static List<Piece> parts(Drawn whole) {
    List<Solid> solids = whole.solid().parts();
    if (solids.size() <= 1) {
      return List.of(whole);
    }
    List<Piece> parts = new ArrayList<>();
    for (int i = 0; i < solids.size(); i++) {
      String part = "part " + (i + 1);
      String label = whole.label().isEmpty() ? part : whole.label() + " " + part;
      parts.add(new Drawn(whole.name() + " " + part, label, whole.matched(), solids.get(i)));
    }
    return parts;
  }

  private Piece piece(Structure structure, String label) {
    List<String> matched = List.of(structure.name());
    String name = VisibleText.of(structure.name());
    if (structure.contours().isEmpty()) {
      return new Absent(
          label, matched, Verdict.NOT_EVALUATED, "'" + name + "' " + lacks(structure));
    }
    if (structure.openContours() > 0) {
      String reason =
          "'%s' is drawn in part only: %d of its contours are open and enclose nothing"
              .formatted(name, structure.openContours());
      return new Absent(label, matched, Verdict.NOT_EVALUATED, reason);
    }
    try {
      return new Drawn(structure.name(), label, matched, solid(structure, name));
    } catch (GeometryException e) {
      return new Absent(label, matched, Verdict.NOT_EVALUATED, "'" + name + "': " + e.getMessage());
    }
  }

  /** The plan's only structure of the type EXTERNAL, null if there is none that can be used. */
  @Nullable Drawn external() {
    List<Structure> externals =
        set.structures().stream().filter(s -> s.type().equals("EXTERNAL")).toList();
    return externals.size() == 1 && piece(externals.get(0), "") instanceof Drawn drawn
        ? drawn
        : null;
  }

  /** Where the images end, if a piece was drawn to there and goes on. */
  Cut scanEnd(Drawn piece) {
    return scanEnds.cuts(piece.solid()) ? scanEnds.cut() : Cut.NONE;
  }

  /** The solid of a structure of the plan, null if nothing has asked for it. */
  @Nullable Solid madeOf(Structure structure) {
    return solids.get(structure);
  }

  private Solid solid(Structure structure, String name) {
    Solid known = solids.get(structure);
    if (known != null) {
      return known;
    }
    Solid solid = Solid.ofContours(structure.contours(), sliceSpacingMm, convention);
    solid.remarks().forEach(remark -> problems.add(remark(name, remark)));
    solids.put(structure, solid);
    return solid;
  }

  private static String lacks(Structure structure) {
    if (structure.refused()) {
      return "cannot be used: its contours cannot be trusted";
    }
    if (structure.openContours() > 0 || structure.points() > 0) {
      return "has no closed contour, only " + (structure.points() > 0 ? "points" : "open contours");
    }
    return "is empty: no contour is drawn";
  }

  private Problem remark(String name, String remark) {
    return Problem.note(
        "structure-contours",
        SourceLocation.file(set.source().path()),
        "'" + name + "': " + remark);
  }

  // ---- functions

  private List<Piece> called(Expression.Call call) {
    List<Expression> arguments = call.arguments();
    if (!margins && MARGINS.contains(call.function())) {
      return List.of(missing(call.function() + "() is left out here"));
    }
    return switch (call.function()) {
      case "union" -> List.of(union(call.text(), all(arguments)));
      case "intersect" -> folded(call, false, (a, b) -> Solid.intersect(List.of(a, b)));
      case "subtract" -> folded(call, true, Solid::subtract);
      case "along" -> folded(call, false, (a, b) -> along(call, a, b));
      case "part_containing" -> folded(call, false, Solid::partContaining);
      case "parts_without" -> folded(call, false, Solid::partsWithout);
      case "ring" -> ring(call);
      case "shell" -> sized(call, (solid, mm) -> shell(call, solid, mm));
      case "expand" -> margined(call, Solid::expand);
      case "contract" -> margined(call, Solid::contract);
      default -> List.of(missing(call.function() + "() is not available in this version"));
    };
  }

  /** A solid on the slices of another, which is not its length if that one lies slantwise. */
  private Solid along(Expression.Call call, Solid solid, Solid other) {
    LongAxis axis = LongAxis.of(other);
    if (axis.isLeaning()) {
      problems.add(
          Problem.warning(
              "structure-leaning",
              SourceLocation.file(set.source().path()),
              String.format(
                  Locale.ROOT,
                  "the long axis of %s leans by %.0f° from the patient's, so %s is cut slantwise",
                  call.arguments().get(1).text(),
                  axis.degreesFromZ(),
                  call.text()),
              "Look at the slices before relying on it"));
    }
    return solid.along(other);
  }

  private Solid shell(Expression.Call call, Solid solid, double mm) {
    if (!scanEnds.guess().isEmpty() && scanEnds.cuts(solid)) {
      problems.add(
          Problem.note(
              "structure-cut",
              SourceLocation.file(set.source().path()),
              "%s has no layer across the end of the scan: %s"
                  .formatted(call.text(), scanEnds.guess())));
    }
    return scanEnds.shell(solid, mm);
  }

  private static List<Piece> wrong(Expression.Call call) {
    return List.of(
        missing(
            "%s with %d arguments is not available in this version"
                .formatted(call.function() + "()", call.arguments().size())));
  }

  private List<Piece> all(List<Expression> arguments) {
    return arguments.stream().flatMap(a -> of(a).stream()).toList();
  }

  /** All pieces as one; without those that are rightly absent, unless all are. */
  private Piece union(String what, List<Piece> pieces) {
    List<Absent> absent =
        pieces.stream().filter(Absent.class::isInstance).map(Absent.class::cast).toList();
    for (Absent piece : absent) {
      if (piece.verdict() != Verdict.NOT_APPLICABLE) {
        return incomplete(what, piece, matchedOf(pieces));
      }
    }
    List<Drawn> drawn =
        pieces.stream().filter(Drawn.class::isInstance).map(Drawn.class::cast).toList();
    if (drawn.isEmpty()) {
      return pieces.isEmpty() ? missing(what + " is a union of nothing") : pieces.get(0);
    }
    absent.forEach(piece -> sayWithout(what, piece));
    Solid solid =
        drawn.size() == 1
            ? drawn.get(0).solid()
            : Solid.union(drawn.stream().map(Drawn::solid).toList());
    return new Drawn(what, "", matchedOf(pieces), solid);
  }

  private void sayWithout(String what, Absent piece) {
    problems.add(
        Problem.warning(
            "structure-made-without",
            SourceLocation.file(set.source().path()),
            "%s was made without an ingredient: %s".formatted(what, piece.reason()),
            "Check that it is meant to be absent"));
  }

  private static Absent incomplete(String what, Absent ingredient, List<String> matched) {
    return new Absent(
        ingredient.label(),
        matched,
        ingredient.verdict(),
        what + " cannot be made: " + ingredient.reason());
  }

  private static List<String> matchedOf(List<Piece> pieces) {
    return pieces.stream().flatMap(p -> p.matched().stream()).distinct().toList();
  }

  /** An operation on each piece of the first argument, with each of the others as a whole. */
  private List<Piece> folded(
      Expression.Call call, boolean othersMayBeAbsent, BinaryOperator<Solid> operation) {
    if (call.arguments().size() < 2) {
      return wrong(call);
    }
    List<Piece> pieces = of(call.arguments().get(0));
    for (Expression argument : call.arguments().subList(1, call.arguments().size())) {
      Piece other = whole(argument);
      if (other instanceof Drawn second) {
        pieces =
            mapped(call, pieces, second.matched(), solid -> operation.apply(solid, second.solid()));
      } else if (othersMayBeAbsent && ((Absent) other).verdict() == Verdict.NOT_APPLICABLE) {
        sayWithout(call.text(), (Absent) other);
      } else {
        return List.of(incomplete(call.text(), (Absent) other, matchedOf(pieces)));
      }
    }
    return pieces;
  }

  /** An operation of solid and length. */
  private interface Sized {
    Solid apply(Solid solid, double mm);
  }

  private List<Piece> sized(Expression.Call call, Sized operation) {
    if (call.arguments().size() != 2) {
      return wrong(call);
    }
    Answer<Double> length = lengthMm(call.arguments().get(1));
    if (length instanceof Answer.Found<Double> mm) {
      return mapped(
          call,
          of(call.arguments().get(0)),
          List.of(),
          solid -> operation.apply(solid, mm.value()));
    }
    return withoutLength(call, length);
  }

  /** An operation of a solid and a margin, which may differ by direction. */
  private List<Piece> margined(Expression.Call call, BiFunction<Solid, Margins, Solid> operation) {
    if (call.arguments().size() < 2) {
      return wrong(call);
    }
    Answer<Margins> margins = margins(call.arguments().subList(1, call.arguments().size()));
    if (margins instanceof Answer.Found<Margins> found) {
      return mapped(
          call,
          of(call.arguments().get(0)),
          List.of(),
          solid -> operation.apply(solid, found.value()));
    }
    return withoutLength(call, margins);
  }

  /** The margin of all directions that are not named, 0 unless given, and of those that are. */
  private Answer<Margins> margins(List<Expression> arguments) {
    Map<String, Double> byDirection = new HashMap<>();
    for (Expression argument : arguments) {
      String direction =
          argument instanceof Expression.Directed directed ? directed.direction() : "";
      Answer<Double> length =
          lengthMm(argument instanceof Expression.Directed directed ? directed.length() : argument);
      if (!(length instanceof Answer.Found<Double> mm)) {
        return length.then(unused -> Answer.unknown(""));
      }
      if (byDirection.put(direction, mm.value()) != null) {
        return Answer.unknown(
            direction.isEmpty()
                ? "it has two margins for all directions"
                : "it has two margins for the direction '%s'".formatted(direction));
      }
    }
    double others = byDirection.getOrDefault("", 0.0);
    return Answer.found(
        new Margins(
            byDirection.getOrDefault("left", others),
            byDirection.getOrDefault("right", others),
            byDirection.getOrDefault("posterior", others),
            byDirection.getOrDefault("anterior", others),
            byDirection.getOrDefault("superior", others),
            byDirection.getOrDefault("inferior", others)));
  }

  private List<Piece> ring(Expression.Call call) {
    if (call.arguments().size() != 3) {
      return wrong(call);
    }
    Answer<Double> inner = lengthMm(call.arguments().get(1));
    Answer<Double> outer = lengthMm(call.arguments().get(2));
    if (inner instanceof Answer.Found<Double> from && outer instanceof Answer.Found<Double> to) {
      Margins near = Margins.uniform(Math.min(from.value(), to.value()));
      Margins far = Margins.uniform(Math.max(from.value(), to.value()));
      return mapped(
          call,
          of(call.arguments().get(0)),
          List.of(),
          solid -> solid.expand(far).subtract(solid.expand(near)));
    }
    return withoutLength(call, inner instanceof Answer.Missing<Double> ? inner : outer);
  }

  private static List<Piece> withoutLength(Expression.Call call, Answer<?> length) {
    String reason = length instanceof Answer.Missing<?> missing ? missing.reason() : "";
    return List.of(missing(call.text() + " cannot be made: " + reason));
  }

  private Answer<Double> lengthMm(Expression expression) {
    Answer<Quantity> length =
        expression instanceof Expression.Literal literal
            ? Answer.found(literal.quantity())
            : expression instanceof Expression.Name name
                ? parameters.quantity(name.name())
                : Answer.unknown("'%s' is not a length".formatted(expression.text()));
    return length.then(
        q ->
            q.unit().kind() == Unit.Kind.LENGTH && q.value() >= 0 && q.base() <= Margins.MAX_MM
                ? Answer.found(q.base())
                : Answer.unknown(
                    "'%s' is not a length from 0 to %s"
                        .formatted(q, new Quantity(Margins.MAX_MM, Unit.MM))));
  }

  private static List<Piece> mapped(
      Expression.Call call, List<Piece> pieces, List<String> more, UnaryOperator<Solid> operation) {
    List<Piece> results = new ArrayList<>();
    for (Piece piece : pieces) {
      if (piece instanceof Drawn d) {
        Set<String> matched = new LinkedHashSet<>(d.matched());
        matched.addAll(more);
        String name = d.label().isEmpty() ? call.text() : call.text() + " " + d.label();
        results.add(new Drawn(name, d.label(), List.copyOf(matched), operation.apply(d.solid())));
      } else {
        results.add(incomplete(call.text(), (Absent) piece, piece.matched()));
      }
    }
    return results;
  }

  /** How a structure of the protocol came about, for people. */
  PlanResult.MatchedStructure describe(StructureMatch match) {
    StructureRule rule = match.rule();
    List<String> names =
        match.structures().stream().map(Structure::name).collect(Collectors.toList());
    if (match.obstacle() != null) {
      return new PlanResult.MatchedStructure(rule.name(), names, match.obstacle());
    }
    if (!match.isEmpty()) {
      String how = match.how() + (rule.define() != null ? "; drawn, so not made" : "");
      return new PlanResult.MatchedStructure(rule.name(), names, how);
    }
    String how =
        rule.define() != null
            ? "not drawn; " + making(rule.define())
            : "not in the plan"
                + (!rule.optional()
                    ? ""
                    : targets.contains(rule.name())
                        ? " (optional, but a dose is prescribed to it)"
                        : " (optional)");
    return new PlanResult.MatchedStructure(rule.name(), names, how);
  }

  /** What became of a definition, so far as a goal asked for it. */
  private String making(Expression definition) {
    List<Piece> pieces = made.get(definition.text());
    if (pieces == null) {
      return "would be made: " + definition.text();
    }
    return pieces.stream().allMatch(Absent.class::isInstance)
        ? ((Absent) pieces.get(0)).reason()
        : "made: " + definition.text();
  }
}
