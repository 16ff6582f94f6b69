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
import java.util.EnumSet;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;

/**
 * Goes through all files under a path, zip archives included, one by one and in no particular
 * order. Keeps nothing of what it has seen, so that there may be any number of files.
 */
public final class ArchiveSearch {
  private static final int MAX_DEPTH = 64;

  private final Path root;
  private final Visitor visitor;

  private ArchiveSearch(Path root, Visitor visitor) {
    this.root = root;
    this.visitor = visitor;
  }

  /** Is told what was found. Paths are absolute, and of an archive's member {@code a.zip!entry}. */
  public interface Visitor {
    /**
     * A file lies there.
     *
     * @param modified when it was last changed, in milliseconds since 1970
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
     * @param modified when it was last changed; 0 for a member
     */
    void file(String path, String archive, long size, long modified, FileHeader header);

    /** Something cannot be looked into. */
    void problem(String path, Problem problem);
  }

  /** Goes through what lies at a path; nothing is thrown for what cannot be read. */
  public static void run(Path root, Visitor visitor) {
    new ArchiveSearch(root.toAbsolutePath().normalize(), visitor).run();
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
                visit(file, attributes.size(), attributes.lastModifiedTime().toMillis());
              } else if (attributes.isDirectory()) {
                unreadable(file, "it lies more than " + MAX_DEPTH + " folders deep");
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              if (!(e instanceof FileSystemLoopException)) {
                unreadable(file, "it cannot be read: " + e.getClass().getSimpleName());
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
              if (e != null) {
                unreadable(folder, "it cannot be read: " + e.getClass().getSimpleName());
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      unreadable(root, "it cannot be read: " + e.getClass().getSimpleName());
    }
  }

  private void visit(Path file, long size, long modified) {
    String path = file.toString();
    if (!visitor.isToBeRead(path, size, modified)) {
      return;
    }
    if (FileSearch.isZip(path)) {
      visitArchive(file, path, size, modified);
    } else {
      visitor.file(path, "", size, modified, FileHeader.of(new Source.OnDisk(file, path, false)));
    }
  }

  private void visitArchive(Path file, String path, long size, long modified) {
    visitor.archiveStarts(path);
    try (ZipFile zip = FileSearch.open(file)) {
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        if (!entry.isDirectory()) {
          visitor.file(
              path + "!" + entry.getName(),
              path,
              Math.max(0, entry.getSize()),
              0,
              header(zip, entry, path));
        }
      }
      visitor.archiveEnds(path, size, modified);
    } catch (IOException | IllegalArgumentException e) {
      unreadable(file, "the archive cannot be read: " + e.getClass().getSimpleName());
    }
  }

  private static FileHeader header(ZipFile zip, ZipEntry entry, String archive) {
    if (!isNameable(archive + "!" + entry.getName())) {
      return FileHeader.unreadable(
          Problem.error(
              "file-unreadable",
              SourceLocation.file(Source.visible(archive + "!" + entry.getName())),
              "it cannot be read: no file can have this name",
              "Unpack the archive under other names"));
    }
    if (FileSearch.isZip(entry.getName())) {
      return FileHeader.unreadable(
          FileSearch.inArchive(Source.visible(archive + "!" + entry.getName())));
    }
    // every member has a budget of its own: nothing of it is kept
    return FileHeader.of(new Source.Archived(zip, entry, archive, archive, new ZipBudget()));
  }

  /** Whether a text stays the same as a path, so that the file can be asked for by it. */
  private static boolean isNameable(String path) {
    try {
      return Path.of(path).toString().equals(path);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private void unreadable(Path path, String what) {
    visitor.problem(
        path.toString(),
        Problem.error(
            "file-unreadable",
            SourceLocation.file(Source.visible(path.toString())),
            what,
            "Check the file and its permissions"));
  }
}
