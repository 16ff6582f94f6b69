package org.oarlock.dicom;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.oarlock.problem.FileFault;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
import org.oarlock.problem.VisibleText;

/**
 * Finds the files under paths: folders are searched whatever the files are called, links are
 * followed but no file is found twice, archives are looked into. Open archives are closed with
 * this.
 */
final class FileSearch implements AutoCloseable {
  static final int MAX_FILES = 500_000;
  private static final int MAX_DEPTH = 64;

  private final Map<Path, KnownFile> known;
  private final List<Problem> problems;
  private final List<Source> sources = new ArrayList<>();
  private final Set<String> keys = new HashSet<>();
  private final Map<String, Archive> archives = new LinkedHashMap<>();

  /**
   * @param known of files, what is known since they were read before
   * @param problems takes what is found wrong
   */
  FileSearch(Map<Path, KnownFile> known, List<Problem> problems) {
    this.known = known;
    this.problems = problems;
  }

  /** What was found, in an order that depends on the paths and the names only. */
  List<Source> sources() {
    return sources;
  }

  /**
   * Adds what lies at a path.
   *
   * @return the keys of all files there, those found before included
   */
  List<String> add(Path path) {
    List<String> found = new ArrayList<>();
    if (Files.isDirectory(path)) {
      addFolder(path, found);
    } else if (Files.isRegularFile(path)) {
      addFile(path, true, found);
    } else if (!Files.exists(path) && markOfMember(path.toString()) > 0) {
      addMember(path.toString(), markOfMember(path.toString()), found);
    } else {
      problems.add(
          FileNames.missing(
              path,
              Files.exists(path) ? "it is neither a file nor a folder" : "there is no such file"));
    }
    return found;
  }

  /**
   * Adds a file that the user has named, if it is not there yet.
   *
   * @return what identifies it; null if there is no such file
   */
  @Nullable String addNamed(Path path) {
    String text = path.toString();
    int mark = Files.exists(path) ? -1 : markOfMember(text);
    if (mark > 0) {
      Path archive = Path.of(text.substring(0, mark));
      addFile(archive, true, new ArrayList<>());
      return key(archive) + "!" + text.substring(mark + 1);
    }
    if (Files.isRegularFile(path)) {
      addFile(path, true, new ArrayList<>());
      return key(path);
    }
    problems.add(
        FileNames.missing(
            path,
            Files.isDirectory(path) ? "it is a folder, expected a file" : "there is no such file"));
    return null;
  }

  /** Where the name of a file in an archive starts, {@code archive.zip!entry}; -1 if none does. */
  private static int markOfMember(String text) {
    for (int mark = text.indexOf('!'); mark >= 0; mark = text.indexOf('!', mark + 1)) {
      if (mark > 0 && Files.isRegularFile(Path.of(text.substring(0, mark)))) {
        return mark;
      }
    }
    return -1;
  }

  private void addMember(String text, int mark, List<String> found) {
    Path archive = Path.of(text.substring(0, mark));
    String name = text.substring(mark + 1);
    String label = VisibleText.ofPath(archive.toString());
    try {
      Archive open = archive(archive);
      ZipEntry entry = open.zip.getEntry(name);
      if (entry == null || entry.isDirectory()) {
        problems.add(
            Problem.error(
                "file-missing",
                SourceLocation.file(VisibleText.ofPath(text)),
                "there is no such file in the archive",
                "Check the path"));
        return;
      }
      KnownFile before = known.get(Path.of(text));
      add(new Source.Archived(open.zip, entry, label, key(archive), open.budget, before), found);
    } catch (IOException e) {
      problems.add(unreadableArchive(label, e));
    }
  }

  /** The archive, opened once. */
  private Archive archive(Path file) throws IOException {
    String key = key(file);
    Archive archive = archives.get(key);
    if (archive == null) {
      archive = new Archive(open(file), new ZipBudget());
      archives.put(key, archive);
    }
    return archive;
  }

  private record Archive(ZipFile zip, ZipBudget budget) {}

  private void addFolder(Path folder, List<String> found) {
    List<Path> files = new ArrayList<>();
    try {
      Files.walkFileTree(
          folder,
          EnumSet.of(FileVisitOption.FOLLOW_LINKS),
          MAX_DEPTH,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (attributes.isRegularFile()) {
                files.add(file);
              } else if (attributes.isDirectory()) {
                tooDeep(file);
              } else if (FileNames.leadsNowhere(file, attributes)) {
                problems.add(FileNames.deadLink(file));
              }
              return files.size() > MAX_FILES
                  ? FileVisitResult.TERMINATE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              if (!(e instanceof java.nio.file.FileSystemLoopException)) {
                unreadable(file.toString(), e);
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      unreadable(folder.toString(), e);
    }
    if (files.size() > MAX_FILES) {
      problems.add(
          Problem.error(
              "file-limit",
              SourceLocation.file(VisibleText.ofPath(folder.toString())),
              "there are more than " + MAX_FILES + " files in this folder; it is not searched",
              "Name the folder of the plan"));
      return;
    }
    files.sort(Comparator.comparing(Path::toString));
    files.forEach(file -> addFile(file, false, found));
  }

  private void addFile(Path file, boolean named, List<String> found) {
    String key = key(file);
    if (isZip(file.toString())) {
      addArchive(file, key, found);
    } else {
      add(new Source.OnDisk(file, key, named, known.get(file)), found);
    }
  }

  private void add(Source source, List<String> found) {
    found.add(source.key());
    if (keys.add(source.key())) {
      sources.add(source);
    }
  }

  private static String key(Path path) {
    try {
      return FileNames.unique(path.toRealPath());
    } catch (IOException e) {
      return FileNames.unique(path.toAbsolutePath().normalize());
    }
  }

  static boolean isZip(String path) {
    return path.toLowerCase(Locale.ROOT).endsWith(".zip");
  }

  /** Of an archive in an archive, which is not looked into. */
  static Problem inArchive(String label) {
    return Problem.error(
        "zip-in-zip",
        SourceLocation.file(label),
        "an archive inside an archive is not looked into",
        "Unpack the outer archive and name its folder");
  }

  private void tooDeep(Path folder) {
    problems.add(
        Problem.error(
            "folder-too-deep",
            SourceLocation.file(VisibleText.ofPath(folder.toString())),
            "it lies more than " + MAX_DEPTH + " folders deep and is not searched",
            "Name it or a folder nearer to it"));
  }

  private void addArchive(Path file, String key, List<String> found) {
    if (!FileNames.isText(file)) {
      problems.add(FileNames.notText(file)); // the library for archives opens them by text
      return;
    }
    String label = VisibleText.ofPath(file.toString());
    try {
      Archive archive = archive(file);
      ZipFile zip = archive.zip;
      if (zip.size() > ZipBudget.MAX_ENTRIES) {
        problems.add(
            Problem.error(
                "zip-limit",
                SourceLocation.file(label),
                "the archive has %d entries, more than %d"
                    .formatted(zip.size(), ZipBudget.MAX_ENTRIES),
                "Unpack the archive and name the folder of the plan"));
        return;
      }
      List<ZipEntry> entries = new ArrayList<>(entries(zip));
      entries.sort(Comparator.comparing(ZipEntry::getName));
      Set<String> names = new HashSet<>();
      for (ZipEntry entry : entries) {
        Source source = new Source.Archived(zip, entry, label, key, archive.budget, null);
        if (entry.isDirectory()) {
          continue;
        }
        if (!names.add(entry.getName())) {
          problems.add(sameName(source.label()));
        } else if (isZip(entry.getName())) {
          problems.add(inArchive(source.label()));
        } else {
          add(source, found);
        }
      }
    } catch (IOException e) {
      problems.add(unreadableArchive(label, e));
    }
  }

  /** Of an archive that may have held files of a plan, whoever named it or its folder. */
  static Problem unreadableArchive(String label, Exception e) {
    boolean isEncrypted = String.valueOf(e.getMessage()).contains("encrypted");
    return Problem.error(
        "zip-unreadable",
        SourceLocation.file(label),
        "the archive cannot be read, and with it whatever it holds: "
            + (isEncrypted ? "it is encrypted" : FileFault.words(e)),
        (isEncrypted ? "Unpack it first" : "Copy it again from where it came")
            + ", or move it elsewhere if nothing in it belongs to a plan");
  }

  /** Of a member that has the name of another one, behind which that one cannot be reached. */
  static Problem sameName(String label) {
    return Problem.error(
        "zip-name-repeated",
        SourceLocation.file(label),
        "the archive holds several files of this name, of which only one can be read",
        "Unpack it with a program that asks for other names");
  }

  private static List<? extends ZipEntry> entries(ZipFile zip) {
    Enumeration<? extends ZipEntry> entries = zip.entries();
    return Collections.list(entries);
  }

  /** Old archives name their entries in another character set than UTF-8. */
  static ZipFile open(Path file) throws IOException {
    if (Files.exists(file) && !Files.isReadable(file)) {
      throw new AccessDeniedException(file.toString()); // the library would say that it is missing
    }
    try {
      return new ZipFile(file.toFile(), StandardCharsets.UTF_8);
    } catch (ZipException e) {
      Charset old =
          Charset.isSupported("IBM437") ? Charset.forName("IBM437") : StandardCharsets.ISO_8859_1;
      return new ZipFile(file.toFile(), old);
    }
  }

  private void unreadable(String path, IOException e) {
    problems.add(
        Problem.error(
            "file-unreadable",
            SourceLocation.file(VisibleText.ofPath(path)),
            "it cannot be read: " + FileFault.words(e),
            "Check the permissions"));
  }

  @Override
  public void close() {
    for (Archive archive : archives.values()) {
      try {
        archive.zip.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
