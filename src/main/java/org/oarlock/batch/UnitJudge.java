package org.oarlock.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.oarlock.app.Computation;
import org.oarlock.app.StatedProtocol;
import org.oarlock.app.ToolVersion;
import org.oarlock.problem.Problem;
import org.oarlock.protocol.Protocol;
import org.oarlock.store.IndexedFile;
import org.oarlock.store.IndexedFile.Kind;
import org.oarlock.store.Results.Task;
import org.oarlock.store.StoredProtocol;

/**
 * Judges units of files by what was asked for. The same files give the same results, in whatever
 * process and beside whatever others.
 */
public final class UnitJudge {
  private final Batch.Request request;
  private final StatedProtocol stated;
  private final StoredProtocol protocol;
  private final @Nullable SingleReports reports;
  private final @Nullable Pseudonyms pseudonyms;

  private UnitJudge(
      Batch.Request request,
      StatedProtocol stated,
      Protocol read,
      @Nullable Pseudonyms pseudonyms) {
    this.request = request;
    this.stated = stated;
    this.protocol = version(request, stated, read);
    this.reports =
        request.reports() == null ? null : new SingleReports(request.reports(), protocol.key());
    this.pseudonyms = pseudonyms;
  }

  /**
   * Reads the protocol and the other files that a request names.
   *
   * @param problems takes everything found in them
   * @return null if one of them cannot be used
   */
  public static @Nullable UnitJudge read(Batch.Request request, List<Problem> problems) {
    List<Problem> found = new ArrayList<>();
    StatedProtocol stated =
        StatedProtocol.read(request.protocol(), request.names(), request.allowUnverified());
    found.addAll(stated.problems());
    Pseudonyms pseudonyms =
        request.patientKey() == null ? null : Pseudonyms.read(request.patientKey(), found);
    problems.addAll(found);
    Protocol read = stated.protocol();
    return read == null || found.stream().anyMatch(Problem::isError)
        ? null
        : new UnitJudge(request, stated, read, pseudonyms);
  }

  /** What is judged by. */
  public StoredProtocol protocol() {
    return protocol;
  }

  Task task(String unit) {
    return new Task(unit, protocol.key(), ToolVersion.text());
  }

  /** Whether single reports of these names are there, if any are wanted. */
  boolean hasReports(List<String> names) {
    return reports == null || names.stream().allMatch(reports::exists);
  }

  /** Judges the files of a unit. Whatever goes wrong becomes a row; nothing is thrown. */
  public JudgedUnit judge(String unit, List<IndexedFile> files) {
    return judged(unit, files, check(files).run());
  }

  /**
   * What a unit comes to that cannot be judged here and now: an error for each of its plans.
   *
   * @param problem why
   */
  public JudgedUnit failed(String unit, List<IndexedFile> files, Problem problem) {
    return judged(unit, files, check(files).failure(problem));
  }

  private UnitCheck check(List<IndexedFile> files) {
    ResultRows rows = new ResultRows(files, pseudonyms, request.showPatient());
    return new UnitCheck(files, stated, rows, reports, request);
  }

  private JudgedUnit judged(String unit, List<IndexedFile> files, UnitCheck.Outcome outcome) {
    List<String> plans =
        files.stream()
            .filter(file -> file.kind() == Kind.RT_PLAN)
            .map(IndexedFile::uid)
            .distinct()
            .toList();
    String content = outcome.isLasting() ? content(files) : "";
    return new JudgedUnit(task(unit), plans, content, outcome.results());
  }

  /** What a unit is judged from; where it lies does not matter. Images are not read for this. */
  static String content(List<IndexedFile> files) {
    StringBuilder content = new StringBuilder();
    files.stream()
        .map(f -> f.kind() + " " + f.uid() + " " + (f.kind().isPlanning() ? f.sha256() : f.size()))
        .sorted()
        .forEach(line -> content.append(line).append('\n'));
    return Hash.of(content.toString());
  }

  /** What is judged by: the protocol's files, what they extend, and all that was stated. */
  private static StoredProtocol version(
      Batch.Request request, StatedProtocol stated, Protocol protocol) {
    List<String> settings = new ArrayList<>();
    request.values().forEach((name, value) -> settings.add("--set " + name + "=" + value));
    stated.names().forEach((name, own) -> settings.add("--names " + name + "=" + own));
    if (request.strict()) {
      settings.add("--strict");
    }
    if (!request.computation().equals(Computation.DEFAULT)) {
      settings.add("computed with " + request.computation().text());
    }
    String content =
        protocol.files().stream()
            .map(Protocol.SourceFile::sha256)
            .collect(Collectors.joining("\n", "", "\n"));
    String said = String.join("; ", settings);
    return new StoredProtocol(
        Hash.of(content + said).substring(0, 16),
        protocol.id(),
        protocol.version(),
        protocol.title(),
        protocol.status().name(),
        said);
  }
}
