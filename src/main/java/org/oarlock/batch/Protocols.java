package org.oarlock.batch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.oarlock.app.CheckPlans;
import org.oarlock.app.StatedProtocol;
import org.oarlock.app.StatedSelection;
import org.oarlock.check.PlanChecker;
import org.oarlock.check.ProtocolChoice;
import org.oarlock.plan.Phase;
import org.oarlock.plan.Plan;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
import org.oarlock.problem.VisibleText;
import org.oarlock.protocol.Protocol;
import org.oarlock.protocol.Selection;
import org.oarlock.protocol.SelectionRule;
import org.oarlock.store.StoredProtocol;

/** What plans are judged by: one protocol for all of them, or rules that choose one for each. */
final class Protocols {
  private final @Nullable Selection selection;
  private final StoredProtocol scope;

  /** By the rule's name; a protocol for all under an empty name. */
  private final Map<String, Named> byRule;

  private Protocols(
      @Nullable Selection selection, StoredProtocol scope, Map<String, Named> byRule) {
    this.selection = selection;
    this.scope = scope;
    this.byRule = byRule;
  }

  /**
   * A protocol, ready to judge by.
   *
   * @param values parameters and prescriptions that are stated, as text
   * @param stored how the store names it
   */
  record Named(StatedProtocol stated, Map<String, String> values, StoredProtocol stored) {}

  /**
   * What a plan is to be judged by.
   *
   * @param by null if no rule fits
   * @param chosen why, empty if there was nothing to choose
   */
  record Choice(@Nullable Named by, String chosen) {
    /** What reports say about it. */
    List<Problem> notes() {
      return by == null || chosen.isEmpty()
          ? List.of()
          : List.of(Problem.note("protocol-chosen", SourceLocation.NOWHERE, chosen));
    }
  }

  /**
   * Reads what a request names.
   *
   * @param problems takes everything found
   * @return null if a file cannot be used
   */
  static @Nullable Protocols read(Batch.Request request, List<Problem> problems) {
    return request.isSelection() ? selected(request, problems) : named(request, problems);
  }

  private static @Nullable Protocols named(Batch.Request request, List<Problem> problems) {
    StatedProtocol stated =
        StatedProtocol.read(request.protocol(), request.names(), request.allowUnverified());
    problems.addAll(stated.problems());
    Protocol protocol = stated.protocol();
    if (protocol == null) {
      return null;
    }
    problems.addAll(mistakes(protocol, request.values(), stated, request.names()));
    if (problems.stream().anyMatch(Problem::isError)) {
      return null;
    }
    StoredProtocol stored = stored(request, stated, protocol, request.values(), "", "");
    return new Protocols(null, stored, Map.of("", new Named(stated, request.values(), stored)));
  }

  private static @Nullable Protocols selected(Batch.Request request, List<Problem> problems) {
    StatedSelection stated = StatedSelection.read(request.protocol(), request.allowUnverified());
    problems.addAll(stated.problems());
    Selection selection = stated.selection();
    if (selection == null) {
      return null;
    }
    Map<String, Named> byRule = new LinkedHashMap<>();
    for (SelectionRule rule : selection.rules()) {
      StatedProtocol ofRule = stated.protocols().get(rule.id());
      Protocol protocol = ofRule == null ? null : ofRule.protocol();
      if (ofRule == null || protocol == null) {
        throw new IllegalStateException("a selection without errors has all its protocols");
      }
      Map<String, String> values = new LinkedHashMap<>();
      rule.set().forEach((name, value) -> values.put(name, value.value()));
      mistakes(protocol, Map.of(), ofRule, rule.names()).stream()
          .filter(problem -> !problems.contains(problem))
          .forEach(problems::add);
      StoredProtocol stored = stored(request, ofRule, protocol, values, selection.id(), rule.id());
      byRule.put(rule.id(), new Named(ofRule, Collections.unmodifiableMap(values), stored));
    }
    String content =
        Stream.concat(
                Stream.of(selection.file().sha256()),
                byRule.values().stream().map(named -> named.stored().key()))
            .collect(Collectors.joining("\n"));
    StoredProtocol scope =
        new StoredProtocol(
            key(content),
            selection.id(),
            selection.version(),
            "Plans that no rule of this selection fits, and plans that cannot be read",
            "",
            options(request),
            selection.id(),
            "",
            request.computation().convention(),
            options(request));
    return new Protocols(selection, scope, byRule);
  }

  /** What every plan would be told again, said once and before any is judged. */
  private static List<Problem> mistakes(
      Protocol protocol,
      Map<String, String> values,
      StatedProtocol stated,
      @Nullable Path namesFile) {
    return PlanChecker.mistakes(protocol, values, stated.names()).stream()
        .map(problem -> namesFile == null ? problem : in(namesFile, problem))
        .toList();
  }

  private static Problem in(Path file, Problem problem) {
    return problem.location().equals(SourceLocation.NOWHERE)
        ? new Problem(
            problem.severity(),
            problem.code(),
            SourceLocation.file(VisibleText.of(file.toString())),
            problem.message(),
            problem.hint())
        : problem;
  }

  /** What is judged by: the protocol's files, what they extend, and all that was stated. */
  private static StoredProtocol stored(
      Batch.Request request,
      StatedProtocol stated,
      Protocol protocol,
      Map<String, String> values,
      String selection,
      String rule) {
    List<String> settings = new ArrayList<>();
    if (!rule.isEmpty()) {
      settings.add("chosen by the rule %s of %s".formatted(rule, selection));
    }
    new TreeMap<>(values).forEach((name, value) -> settings.add(set(name, value)));
    new TreeMap<>(stated.names()).forEach((name, own) -> settings.add(names(name, own)));
    String options = options(request);
    if (!options.isEmpty()) {
      settings.add(options);
    }
    String content =
        protocol.files().stream()
            .map(Protocol.SourceFile::sha256)
            .collect(Collectors.joining("\n", "", "\n"));
    String said = String.join("; ", settings);
    return new StoredProtocol(
        key(content + said),
        protocol.id(),
        protocol.version(),
        protocol.title(),
        protocol.status().name(),
        said,
        selection,
        rule,
        request.computation().convention(),
        options);
  }

  private static String set(String name, String value) {
    return "set " + clear(name) + "=" + clear(value);
  }

  private static String names(String name, List<String> own) {
    return "names "
        + clear(name)
        + own.stream().map(Protocols::clear).collect(Collectors.joining(", ", "=[", "]"));
  }

  /** A text that others stand beside: in quotes where it could be taken for several. */
  private static String clear(String text) {
    return text.matches("[^=;,\"\\[\\]\\\\]+")
        ? text
        : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** What holds for every plan, whatever it is judged by. */
  private static String options(Batch.Request request) {
    return Stream.concat(
            request.strict() ? Stream.of("strict") : Stream.empty(),
            request.computation().chosen().stream())
        .collect(Collectors.joining("; "));
  }

  private static String key(String content) {
    return Hash.of(content).substring(0, 16);
  }

  /** The protocol or, where rules choose, what plans are judged by that no rule fits. */
  StoredProtocol scope() {
    return scope;
  }

  /** The name of the selection, empty if there is none. */
  String selection() {
    return selection == null ? "" : selection.id();
  }

  /** All that results may be by. */
  List<StoredProtocol> all() {
    return Stream.concat(Stream.of(scope), byRule.values().stream().map(Named::stored))
        .distinct()
        .toList();
  }

  /** Any of the protocols, to say what is wrong with files that hold no plan. */
  Named any() {
    return byRule.values().iterator().next();
  }

  /**
   * What a plan is to be judged by.
   *
   * @param dateOf the date of a phase's RT Plan as DICOM writes it, empty if it is not known
   */
  Choice of(Plan plan, Function<Phase, String> dateOf) {
    if (selection == null) {
      return new Choice(any(), "");
    }
    ProtocolChoice.Chosen chosen = ProtocolChoice.of(selection, this::isCourse, plan, dateOf);
    SelectionRule rule = chosen.rule();
    return rule == null
        ? new Choice(null, chosen.reason())
        : new Choice(
            byRule.get(rule.id()),
            "the rule %s of %s chose the protocol: %s"
                .formatted(rule.id(), selection.id(), chosen.reason()));
  }

  private boolean isCourse(SelectionRule rule) {
    Named named = byRule.get(rule.id());
    Protocol protocol = named == null ? null : named.stated().protocol();
    return protocol != null && CheckPlans.expectsPhases(protocol);
  }
}
