package org.oarlock.batch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.oarlock.app.CheckPlans;
import org.oarlock.app.ToolVersion;
import org.oarlock.problem.Problem;
import org.oarlock.store.FileIndex;
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
  private final Protocols protocols;
  private final @Nullable Pseudonyms pseudonyms;

  private UnitJudge(Batch.Request request, Protocols protocols, @Nullable Pseudonyms pseudonyms) {
    this.request = request;
    this.protocols = protocols;
    this.pseudonyms = pseudonyms;
  }

  /**
   * Reads the protocol, or the rules and their protocols, and the other files that a request names.
   *
   * @param problems takes everything found in them
   * @return null if one of them cannot be used
   */
  public static @Nullable UnitJudge read(Batch.Request request, List<Problem> problems) {
    List<Problem> found = new ArrayList<>();
    Protocols protocols = Protocols.read(request, found);
    Pseudonyms pseudonyms =
        request.patientKey() == null ? null : Pseudonyms.read(request.patientKey(), found);
    problems.addAll(found);
    return protocols == null || found.stream().anyMatch(Problem::isError)
        ? null
        : new UnitJudge(request, protocols, pseudonyms);
  }

  /** What is judged by; where rules choose, the rules. */
  public StoredProtocol protocol() {
    return protocols.scope();
  }

  /** All that results may be by. */
  public List<StoredProtocol> protocols() {
    return protocols.all();
  }

  Task task(String unit) {
    return new Task(unit, protocol().key(), ToolVersion.text(), protocols.selection());
  }

  /** Whether single reports of these names are there, if any are wanted. */
  boolean hasReports(List<String> names) {
    Path folder = request.reports();
    return folder == null || names.stream().allMatch(name -> SingleReports.exists(folder, name));
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
    return new UnitCheck(files, protocols, rows, request);
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

  /**
   * What a unit is judged from: its files, case files and accepted violations beside them, and the
   * rules by which they were found. Where it lies does not matter. Images are not read for this.
   */
  static String content(List<IndexedFile> files) {
    StringBuilder content = new StringBuilder("rules ").append(FileIndex.RULES).append('\n');
    Stream.concat(
            files.stream()
                .map(
                    f ->
                        f.kind()
                            + " "
                            + f.uid()
                            + " "
                            + (f.kind().isPlanning() ? f.sha256() : f.size())),
            beside(files))
        .sorted()
        .forEach(line -> content.append(line).append('\n'));
    return Hash.of(content.toString());
  }

  private static Stream<String> beside(List<IndexedFile> files) {
    return files.stream()
        .filter(file -> file.kind().isPlanning() && file.archive().isEmpty())
        .map(file -> Path.of(file.path()).resolveSibling(""))
        .distinct()
        .flatMap(folder -> CheckPlans.FILES_BESIDE.stream().map(folder::resolve))
        .filter(Files::isRegularFile)
        .map(file -> file.getFileName() + " " + Hash.ofFile(file));
  }
}
