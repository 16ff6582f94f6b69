package org.oarlock.batch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
import org.oarlock.store.StoredResult;

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
    try {
      List<IndexedFile> whole = Hash.completed(files);
      return judged(unit, files, whole, check(whole).run());
    } catch (RuntimeException | Error e) {
      return failed(unit, files, UnitCheck.unexpected(e));
    }
  }

  /** The hashes of a unit's files that were not known, if it was judged from the same content. */
  @Nullable List<IndexedFile> unchanged(List<IndexedFile> files, String judged) {
    List<IndexedFile> whole = Hash.completed(files);
    return isContent(whole, judged) ? newlyHashed(files, whole) : null;
  }

  /** Whether files are what a unit was judged from; not as long as a hash is not known. */
  static boolean isContent(List<IndexedFile> files, String judged) {
    return files.stream().noneMatch(IndexedFile::isToBeHashed) && content(files).equals(judged);
  }

  /** Whether results are of what was hashed, and not of files that have changed since then. */
  private static boolean areOf(List<IndexedFile> whole, List<StoredResult> results) {
    Set<String> hashes = whole.stream().map(IndexedFile::sha256).collect(Collectors.toSet());
    return whole.stream().noneMatch(IndexedFile::isToBeHashed)
        && results.stream()
            .flatMap(result -> result.evidence().stream())
            .allMatch(file -> hashes.contains(file.sha256()));
  }

  /**
   * What a unit comes to that cannot be judged here and now: an error for each of its plans.
   *
   * @param problem why
   */
  public JudgedUnit failed(String unit, List<IndexedFile> files, Problem problem) {
    return judged(unit, files, files, check(files).failure(problem));
  }

  private UnitCheck check(List<IndexedFile> files) {
    ResultRows rows = new ResultRows(files, pseudonyms, request.showPatient());
    return new UnitCheck(files, protocols, rows, request);
  }

  private JudgedUnit judged(
      String unit, List<IndexedFile> files, List<IndexedFile> whole, UnitCheck.Outcome outcome) {
    List<String> plans =
        whole.stream()
            .filter(file -> file.kind() == Kind.RT_PLAN)
            .map(IndexedFile::uid)
            .filter(uid -> !uid.isEmpty())
            .distinct()
            .toList();
    String content = outcome.isLasting() && areOf(whole, outcome.results()) ? content(whole) : "";
    return new JudgedUnit(task(unit), plans, newlyHashed(files, whole), content, outcome.results());
  }

  private static List<IndexedFile> newlyHashed(List<IndexedFile> files, List<IndexedFile> whole) {
    return IntStream.range(0, files.size())
        .filter(i -> !whole.get(i).sha256().equals(files.get(i).sha256()))
        .mapToObj(whole::get)
        .toList();
  }

  /**
   * What a unit is judged from: its files, case files and accepted violations beside them, and the
   * rules by which they were found. Where it lies does not matter. Images are not read for this.
   *
   * @param files with the hashes of all planning objects that can be read
   */
  private static String content(List<IndexedFile> files) {
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
