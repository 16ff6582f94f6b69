package org.oarlock.batch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.oarlock.dicom.FileNames;
import org.oarlock.problem.Problem;
import org.oarlock.store.DamagedFiles;
import org.oarlock.store.FileIndex;
import org.oarlock.store.FileIndex.Unit;
import org.oarlock.store.IndexedFile;
import org.oarlock.store.Store;
import org.oarlock.store.StoredProtocol;

/** The files under some roots, indexed in a store and grouped into units. For one thread. */
public final class Archive {
  private static final int HASHED_AT_ONCE = 100;

  private final FileIndex index;
  private final List<String> roots;

  private Archive(FileIndex index, List<String> roots) {
    this.index = index;
    this.roots = roots;
  }

  /**
   * The roots as absolute paths in order, without those that lie in others.
   *
   * @param problems takes a problem for every root that is not there
   */
  public static List<String> roots(List<Path> named, List<Problem> problems) {
    List<Path> roots = new ArrayList<>();
    for (Path root : named) {
      if (!Files.exists(root)) {
        problems.add(FileNames.missing(root, "there is no such file or folder"));
      }
      roots.add(root.toAbsolutePath().normalize());
    }
    return roots.stream()
        .filter(root -> roots.stream().noneMatch(o -> !o.equals(root) && root.startsWith(o)))
        .map(Path::toString)
        .distinct()
        .sorted()
        .toList();
  }

  /** What the index of a store has under roots, as {@link #roots} gives them. */
  static Archive known(Store store, List<String> roots) {
    return new Archive(new FileIndex(store), List.copyOf(roots));
  }

  /** Brings the index of a store up to date, and groups what is under the roots. */
  public static Archive find(Store store, List<String> roots, BatchMonitor monitor) {
    Archive archive = known(store, roots);
    archive.roots.forEach(root -> ArchiveIndexer.run(store, archive.index, root, monitor));
    archive.hashPossibleCopies(store, monitor);
    Grouping.run(store, archive.index, archive.roots);
    return archive;
  }

  /** Files with one UID are told from copies by their content. */
  private void hashPossibleCopies(Store store, BatchMonitor monitor) {
    List<IndexedFile> possible = index.possibleCopies(roots);
    for (int from = 0; from < possible.size(); from += HASHED_AT_ONCE) {
      if (monitor.isStopped()) {
        throw new BatchStopped();
      }
      int to = Math.min(possible.size(), from + HASHED_AT_ONCE);
      List<IndexedFile> hashed = Hash.completed(possible.subList(from, to));
      store.transaction(() -> index.putHashes(hashed));
    }
  }

  /** Takes note of the hashes of files. */
  void putHashes(List<IndexedFile> hashed) {
    index.putHashes(hashed);
  }

  /** All that is to be judged, by key. */
  public List<Unit> units() {
    return index.units(roots);
  }

  /** The planning objects of a unit, then the images in the frames of its structure sets. */
  public List<IndexedFile> filesOf(Unit unit) {
    return index.filesOf(unit.key(), roots);
  }

  /** The problems of its files, errors first; how many more there are, if too many. */
  private List<Problem> unread() {
    List<Problem> first = index.problems(roots, BatchSummary.MOST_PROBLEMS);
    long more = index.problemCount(roots) - first.size();
    return more == 0
        ? first
        : Stream.concat(first.stream(), Stream.of(BatchSummary.more(more))).toList();
  }

  /**
   * What it comes to.
   *
   * @param store where the results are, empty if in no store
   * @param unchanged how many units had been judged before and were left as they are
   */
  public BatchSummary summary(String store, StoredProtocol protocol, long unchanged, Tally tally) {
    return summary(store, protocol, unchanged, tally, new DamagedFiles.Listing(List.of(), 0));
  }

  /** The same with the files that keep plans from being judged. */
  BatchSummary summary(
      String store,
      StoredProtocol protocol,
      long unchanged,
      Tally tally,
      DamagedFiles.Listing held) {
    EditionName name = EditionName.of(protocol);
    return new BatchSummary(
        store,
        name.shown(name.plain()),
        index.counts(roots),
        units().size(),
        unchanged,
        tally,
        unread(),
        held);
  }
}
