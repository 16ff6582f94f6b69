package org.oarlock.batch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.oarlock.dicom.ArchiveSearch;
import org.oarlock.dicom.FileHeader;
import org.oarlock.problem.Problem;
import org.oarlock.store.FileIndex;
import org.oarlock.store.IndexedFile;
import org.oarlock.store.IndexedFile.Kind;
import org.oarlock.store.Store;

/**
 * Brings the index of one root up to date. Reads the headers of files that are new or have changed,
 * by size and time, and of those that could not be read before; forgets what is gone. What it has
 * read is written in portions, so that an interrupted search need not start over.
 */
final class ArchiveIndexer implements ArchiveSearch.Visitor {
  private static final int PORTION = 500;

  private final Store store;
  private final FileIndex index;
  private final String root;
  private final long scan;
  private final BatchMonitor monitor;
  private final List<Runnable> waiting = new ArrayList<>();
  private long seen;

  private ArchiveIndexer(Store store, FileIndex index, String root, BatchMonitor monitor) {
    this.store = store;
    this.index = index;
    this.root = root;
    this.monitor = monitor;
    this.scan = index.nextScan();
  }

  /** Searches a root, an absolute path. */
  static void run(Store store, FileIndex index, String root, BatchMonitor monitor) {
    ArchiveIndexer indexer = new ArchiveIndexer(store, index, root, monitor);
    ArchiveSearch.run(Path.of(root), indexer);
    indexer.write(() -> index.forgetUnseen(root, indexer.scan));
    indexer.flush();
  }

  @Override
  public boolean isToBeRead(String path, long size, long modified) {
    step();
    if (index.isKnown(root, path, size, modified)) {
      write(() -> index.markSeen(root, path, scan));
      return false;
    }
    return true;
  }

  @Override
  public void archiveStarts(String path) {
    write(() -> index.forgetArchive(root, path));
  }

  /** Written behind its members: until then the archive counts as not read. */
  @Override
  public void archiveEnds(String path, long size, long modified) {
    write(() -> index.forgetUnseenMembers(root, path, scan));
    put(path, "", size, modified, Kind.ARCHIVE, FileHeader.NOT_DICOM);
  }

  @Override
  public void file(String path, String archive, long size, long modified, FileHeader header) {
    if (!archive.isEmpty()) {
      step();
    }
    put(path, archive, size, modified, kind(header), header);
  }

  @Override
  public void problem(String path, Problem problem) {
    put(path, "", 0, 0, Kind.UNREADABLE, FileHeader.unreadable(problem));
  }

  private void put(
      String path, String archive, long size, long modified, Kind kind, FileHeader header) {
    IndexedFile file =
        new IndexedFile(
            root,
            path,
            archive,
            size,
            modified,
            kind,
            header.sopInstanceUid(),
            header.sha256(),
            header.label(),
            header.date(),
            header.frameOfReferenceUid(),
            header.structureSetUid(),
            header.planUids(),
            header.problem());
    write(() -> index.put(file, scan));
  }

  private static Kind kind(FileHeader header) {
    if (header.kind() == null) {
      Problem problem = header.problem();
      return problem == null || !problem.isError() ? Kind.NOT_DICOM : Kind.UNREADABLE;
    }
    return switch (header.kind()) {
      case RT_PLAN -> Kind.RT_PLAN;
      case RT_STRUCTURE_SET -> Kind.RT_STRUCTURE_SET;
      case RT_DOSE -> Kind.RT_DOSE;
      case CT -> Kind.CT;
      case OTHER -> Kind.OTHER;
    };
  }

  private void step() {
    if (monitor.isStopped()) {
      throw new BatchStopped();
    }
    monitor.indexing(++seen);
  }

  private void write(Runnable operation) {
    waiting.add(operation);
    if (waiting.size() >= PORTION) {
      flush();
    }
  }

  private void flush() {
    store.transaction(() -> waiting.forEach(Runnable::run));
    waiting.clear();
  }
}
