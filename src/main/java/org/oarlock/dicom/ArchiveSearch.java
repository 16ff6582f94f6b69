package org.oarlock.dicom;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.oarlock.problem.FileFault;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
import org.oarlock.problem.VisibleText;

/**
 * Goes through all files under a path, zip archives included, one by one and in no particular
 * order. Keeps nothing of what it has seen, so that there may be any number of files. Headers are
 * read by several threads; visitors are told by the one that searches.
 */
public final class ArchiveSearch {
  private static final int MAX_DEPTH = 64;

  /**
   * However many processors there are: they wait for the disk as often as they compute. More would
   * have to share it, and each may hold the beginning of a file.
   */
  private static final int THREADS = 4;

  private static final int AHEAD = 64;

  private final Path root;
  private final Visitor visitor;
  private final ExecutorService readers;
  private final Deque<Reading> underWay = new ArrayDeque<>();

  private ArchiveSearch(Path root, Visitor visitor, ExecutorService readers) {
    this.root = root;
    this.visitor = visitor;
    this.readers = readers;
  }

  /** A file whose header is being read. */
  private record Reading(String path, long size, long modified, Future<FileHeader> header) {}

  /** Is told what was found. Paths are absolute, and of an archive's member {@code a.zip!entry}. */
  public interface Visitor {
    /**
     * A file lies there.
     *
     * @param modified when it was last changed, in milliseconds since 1970; its contents or, where
     *     the system tells it, its name, rights or times
     * @return whether to look into it; if not, nothing is told of what an archive holds
     */
    boolean isToBeRead(String path, long size, long modified);

    /** The file, which is an archive, is about to be looked into; its members follow. */
    void archiveStarts(String path);

    /** All members of the archive have been told. */
    void archiveEnds(String path, long size, long modified);

    /**
     * What a file that was looked into is.
     *
     * @param archive the archive that it is a member of, empty if none
     * @param size how many bytes it has; of a member, unpacked and as the archive states it
     * @param modified when it was last changed; of a member, when its archive was
     */
    void file(String path, String archive, long size, long modified, FileHeader header);

    /** Something cannot be looked into. */
    void problem(String path, Problem problem);
  }

  /** Goes through what lies at a path; nothing is thrown for what cannot be read. */
  public static void run(Path root, Visitor visitor) {
    ExecutorService readers = Executors.newFixedThreadPool(THREADS);
    try {
      ArchiveSearch search = new ArchiveSearch(root.toAbsolutePath().normalize(), visitor, readers);
      search.run();
      search.tell(0);
    } finally {
      readers.shutdownNow();
    }
  }

  private void run() {
    try {
      Files.walkFileTree(
          root,
          EnumSet.of(FileVisitOption.FOLLOW_LINKS),
          MAX_DEPTH,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (attributes.isRegularFile()) {
                long contents = attributes.lastModifiedTime().toMillis();
                visit(file, attributes.size(), KnownFile.modifiedMillis(file, contents));
              } else if (attributes.isDirectory()) {
                unreadable(file, "it lies more than " + MAX_DEPTH + " folders deep");
              } else if (FileNames.leadsNowhere(file, attributes)) {
                visitor.problem(FileNames.unique(file), FileNames.deadLink(file));
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              if (!(e instanceof FileSystemLoopException)) {
                unreadable(file, e);
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
              if (e != null) {
                unreadable(folder, e);
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      unreadable(root, e);
    }
  }

  private void visit(Path file, long size, long modified) {
    String path = file.toString();
    if (!FileNames.isText(file)) {
      visitor.problem(FileNames.unique(file), FileNames.notText(file));
      return;
    }
    if (!visitor.isToBeRead(path, size, modified)) {
      return;
    }
    if (FileSearch.isZip(path)) {
      visitArchive(file, path, size, modified);
    } else {
      Source source = new Source.OnDisk(file, path, false, null);
      Future<FileHeader> header = readers.submit(() -> FileHeader.of(source));
      underWay.add(new Reading(path, size, modified, header));
      tell(AHEAD);
    }
  }

  /** Tells of the files whose headers have been asked for longest, until so many are left. */
  private void tell(int left) {
    while (underWay.size() > left) {
      Reading first = underWay.remove();
      visitor.file(first.path, "", first.size, first.modified, read(first.header));
    }
  }

  private static FileHeader read(Future<FileHeader> header) {
    try {
      return header.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void visitArchive(Path file, String path, long size, long modified) {
    visitor.archiveStarts(path);
    Set<String> names = new HashSet<>();
    try (ZipFile zip = FileSearch.open(file)) {
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        if (!entry.isDirectory()) {
          // every member has a budget of its own: nothing of it is kept
          Source member =
              new Source.Archived(
                  zip, entry, VisibleText.ofPath(path), path, new ZipBudget(), null);
          visitor.file(
              path + "!" + entry.getName(),
              path,
              Math.max(0, entry.getSize()),
              modified,
              names.add(entry.getName())
                  ? header(member, entry, path)
                  : FileHeader.unreadable(FileSearch.sameName(member.label())));
        }
      }
      visitor.archiveEnds(path, size, modified);
    } catch (IOException | IllegalArgumentException e) {
      visitor.problem(path, FileSearch.unreadableArchive(VisibleText.ofPath(path), e));
    }
  }

  private static FileHeader header(Source member, ZipEntry entry, String archive) {
    if (!isNameable(archive + "!" + entry.getName())) {
      return FileHeader.unreadable(
          Problem.error(
              "file-unreadable",
              SourceLocation.file(member.label()),
              "it cannot be read: no file can have this name",
              "Unpack the archive under other names"));
    }
    return FileSearch.isZip(entry.getName())
        ? FileHeader.unreadable(FileSearch.inArchive(member.label()))
        : FileHeader.of(member);
  }

  /** Whether a text stays the same as a path, so that the file can be asked for by it. */
  private static boolean isNameable(String path) {
    try {
      return Path.of(path).toString().equals(path);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private void unreadable(Path path, IOException e) {
    unreadable(path, "it cannot be read: " + FileFault.words(e));
  }

  private void unreadable(Path path, String what) {
    visitor.problem(
        FileNames.unique(path),
        Problem.error(
            "file-unreadable",
            SourceLocation.file(VisibleText.ofPath(path.toString())),
            what,
            "Check the file and its permissions"));
  }
}
