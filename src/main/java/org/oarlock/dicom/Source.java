package org.oarlock.dicom;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.oarlock.problem.FileFault;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
import org.oarlock.problem.VisibleText;

/** Where the bytes of one file come from. */
sealed interface Source {
  /** How many bytes of a file are looked at to see what it is. */
  int HEAD = 1 << 14;

  /** The path as the user would recognise it, safe to show. */
  String label();

  /** Its name without its folder, as it is written. */
  String name();

  /** What the same file has in common, however it was reached. */
  String key();

  /** Whether the user named this very file. */
  boolean named();

  /** The first bytes, at most {@value #HEAD}. */
  default ByteBuffer head() throws IOException {
    try (InputStream in = stream()) {
      return ByteBuffer.wrap(in.readNBytes(HEAD));
    }
  }

  /**
   * All bytes.
   *
   * @throws DicomException if there are too many
   */
  ByteBuffer content() throws IOException;

  /** All bytes, though what they were found in has been closed since. */
  ByteBuffer reopened() throws IOException;

  /** All bytes, one after the other. */
  InputStream stream() throws IOException;

  /** The SHA-256 of all bytes, which have just been read; null if it would have to be computed. */
  default @Nullable String knownSha256(ByteBuffer content) {
    return null;
  }

  /**
   * Reads all bytes without keeping more than the first of them.
   *
   * @param keep how many of the first bytes are kept
   * @throws DicomException if there are more than a file may have, or they are known to be damaged
   */
  default Passage pass(int keep) throws IOException {
    try (InputStream in = stream()) {
      return Passage.of(in, keep);
    }
  }

  /**
   * Reads the first bytes, and all only where that cannot be done without.
   *
   * @param keep how many at most
   * @throws DicomException as {@link #pass}
   */
  default Passage beginning(int keep) throws IOException {
    return pass(keep);
  }

  /** What to say of it where it cannot be read. */
  default Problem unreadable(Throwable fault) {
    return Problem.error(
        "file-unreadable",
        SourceLocation.file(label()),
        "it cannot be read: " + FileFault.words(fault),
        "Check the file and its permissions");
  }

  /**
   * What passed by while a file was read.
   *
   * @param first its first bytes
   * @param size how many it has
   * @param sha256 of all of them, in lower-case hexadecimal; empty if not all of them were read
   */
  record Passage(ByteBuffer first, long size, String sha256) {
    private static Passage of(InputStream in, int keep) throws IOException {
      MessageDigest digest = Sha256.digest();
      byte[] kept = new byte[HEAD];
      byte[] chunk = new byte[1 << 16];
      long size = 0;
      for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
        digest.update(chunk, 0, count);
        int more = (int) Math.min(count, Math.max(0, keep - size));
        if (more > 0) {
          if (size + more > kept.length) {
            kept =
                Arrays.copyOf(kept, (int) Math.min(keep, Math.max(2L * kept.length, size + more)));
          }
          System.arraycopy(chunk, 0, kept, (int) size, more);
        }
        size += count;
        if (size > Integer.MAX_VALUE) {
          throw tooLarge(size);
        }
      }
      ByteBuffer first = ByteBuffer.wrap(kept, 0, (int) Math.min(size, keep)).slice();
      return new Passage(first, size, HexFormat.of().formatHex(digest.digest()));
    }

    boolean isCutOff() {
      return first.limit() < size;
    }
  }

  private static DicomException tooLarge(long size) {
    return new DicomException(
        "dicom-limit",
        "",
        "the file has %d bytes or more; files of 2 GB and more are not read".formatted(size));
  }

  /**
   * A file on disk; its content is mapped into memory.
   *
   * @param known what is known of it since it was read before, null if nothing is
   */
  record OnDisk(Path path, String key, boolean named, @Nullable KnownFile known) implements Source {
    /** Smaller files are read, which is quicker than mapping them. */
    private static final long MAPPED_FROM = 1 << 18;

    @Override
    public String label() {
      return VisibleText.ofPath(path.toString());
    }

    @Override
    public String name() {
      Path name = path.getFileName();
      return name == null ? "" : name.toString();
    }

    @Override
    public InputStream stream() throws IOException {
      return Files.newInputStream(path);
    }

    /** The rest of a large file can wait until it is judged, and is read once then. */
    @Override
    public Passage beginning(int keep) throws IOException {
      long size = Files.size(path);
      if (size <= keep) {
        return pass(keep);
      }
      if (size > Integer.MAX_VALUE) {
        throw tooLarge(size);
      }
      try (InputStream in = stream()) {
        return new Passage(ByteBuffer.wrap(in.readNBytes(keep)), size, "");
      }
    }

    @Override
    public ByteBuffer reopened() throws IOException {
      return content();
    }

    @Override
    public @Nullable String knownSha256(ByteBuffer content) {
      return known != null && content.limit() == known.size() && known.isStill(path)
          ? known.sha256()
          : null;
    }

    @Override
    public ByteBuffer content() throws IOException {
      try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
        long size = channel.size();
        if (size > Integer.MAX_VALUE) {
          throw tooLarge(size);
        }
        if (size >= MAPPED_FROM) {
          return channel.map(FileChannel.MapMode.READ_ONLY, 0, size);
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) size);
        while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
          // until it is full or the file has become shorter
        }
        return bytes.flip();
      }
    }
  }

  /**
   * An entry of a zip archive; its name is only a label, never a path to write to.
   *
   * @param archive the archive as a user would recognise it
   * @param archiveKey the archive's path
   * @param known what is known of it since it was read before, null if nothing is
   */
  record Archived(
      ZipFile zip,
      ZipEntry entry,
      String archive,
      String archiveKey,
      ZipBudget budget,
      @Nullable KnownFile known)
      implements Source {
    private static final int STEP = 64;

    @Override
    public String label() {
      return archive + "!" + VisibleText.ofPath(entry.getName());
    }

    /** Some programs part folders with a backslash. */
    @Override
    public String name() {
      String path = entry.getName();
      return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }

    @Override
    public String key() {
      return archiveKey + "!" + entry.getName();
    }

    @Override
    public boolean named() {
      return false;
    }

    @Override
    public InputStream stream() throws IOException {
      return zip.getInputStream(entry);
    }

    /** Of a damaged DICOM file what stands before the damage: it may tell what is damaged. */
    @Override
    public ByteBuffer head() throws IOException {
      try {
        return Source.super.head();
      } catch (IOException e) {
        ByteBuffer before = beforeDamage();
        if (Part10Reader.looksLikeDicom(before)) {
          return before;
        }
        throw e;
      }
    }

    /** What is read together with damage is lost, so little is read at once. */
    private ByteBuffer beforeDamage() {
      byte[] bytes = new byte[HEAD];
      int size = 0;
      try (InputStream in = stream()) {
        int count = 0;
        while (count >= 0 && size < HEAD) {
          size += count;
          count = in.read(bytes, size, Math.min(STEP, HEAD - size));
        }
      } catch (IOException e) {
        // here it is; whoever reads on is told
      }
      return ByteBuffer.wrap(bytes, 0, size).slice();
    }

    @Override
    public ByteBuffer reopened() throws IOException {
      try (ZipFile again = FileSearch.open(Path.of(archiveKey))) {
        ZipEntry same = again.getEntry(entry.getName());
        if (same == null) {
          throw new FileNotFoundException("the entry is gone");
        }
        return new Archived(again, same, archive, archiveKey, new ZipBudget(), null).content();
      }
    }

    @Override
    public @Nullable String knownSha256(ByteBuffer content) {
      return known != null
              && content.limit() == known.size()
              && known.isStillIn(Path.of(archiveKey))
          ? known.sha256()
          : null;
    }

    @Override
    public Passage pass(int keep) throws IOException {
      CRC32 crc = new CRC32();
      try (InputStream in = new CheckedInputStream(stream(), crc)) {
        Passage passage = Passage.of(in, keep);
        requireWhole(crc);
        return passage;
      }
    }

    /** {@link ZipFile} does not look at checksums: damage would be read as other doses. */
    private void requireWhole(CRC32 crc) {
      if (entry.getCrc() >= 0 && crc.getValue() != entry.getCrc()) {
        throw new DicomException(
            "zip-damaged",
            "",
            "its bytes do not agree with the checksum (CRC-32) that the archive states for them",
            "Copy the archive again from where it came, or make it again");
      }
    }

    @Override
    public ByteBuffer content() throws IOException {
      long allowed = budget.allowed(entry.getCompressedSize());
      int guess = (int) Math.min(allowed, Math.max(HEAD, entry.getSize()));
      byte[] bytes = new byte[guess];
      int size = 0;
      try (InputStream in = zip.getInputStream(entry)) {
        while (true) {
          int count = in.read(bytes, size, bytes.length - size);
          if (count < 0) {
            break;
          }
          size += count;
          if (size == bytes.length) {
            int next = in.read();
            if (next < 0) {
              break;
            }
            if (size >= allowed) {
              throw new DicomException(
                  "zip-limit",
                  "",
                  "the entry inflates to more than %d bytes".formatted(allowed),
                  "Unpack the archive and name its folder");
            }
            bytes = Arrays.copyOf(bytes, (int) Math.min(allowed, 2L * size));
            bytes[size++] = (byte) next;
          }
        }
      }
      budget.spend(size);
      CRC32 crc = new CRC32();
      crc.update(bytes, 0, size);
      requireWhole(crc);
      return ByteBuffer.wrap(bytes, 0, size).slice();
    }
  }
}
