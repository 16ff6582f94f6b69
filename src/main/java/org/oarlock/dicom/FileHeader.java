package org.oarlock.dicom;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.oarlock.dicom.FoundObject.Kind;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;

/**
 * What the header of one file says about what it is and what it belongs to. Read without keeping
 * the file in memory, and also of a file that is cut off behind its header. Whether the rest can be
 * used is found out when the plan is read.
 *
 * @param kind what it is; null if it is no DICOM file, or one that cannot be read
 * @param sopInstanceUid its SOP Instance UID, empty if it has none
 * @param label its label, as {@link FoundObject} has it
 * @param date of a plan, the date that it states, as DICOM writes it, {@code 20260105}; else empty
 * @param frameOfReferenceUid its frame of reference, empty if not stated
 * @param planUids of a dose, the plans that it refers to
 * @param structureSetUid of a plan or a dose, the structure set that it refers to, or empty
 * @param sha256 of a planning object, the SHA-256 of the whole file; empty of others, and of large
 *     files on disk that say what they are, which need not be read whole for their header
 * @param problem why a DICOM file cannot be read, or where its kind is known, why it cannot be told
 *     what it belongs to; null if all is well
 */
public record FileHeader(
    @Nullable Kind kind,
    String sopInstanceUid,
    String label,
    String date,
    String frameOfReferenceUid,
    List<String> planUids,
    String structureSetUid,
    String sha256,
    @Nullable Problem problem) {
  /**
   * A plan with thousands of control points is smaller; what refers to others stands behind them.
   */
  private static final int MAX_HEADER = 1 << 25;

  /** What refers to others stands before contours and pixels; seldom behind more than this. */
  private static final int USUAL_HEADER = 1 << 18;

  private static final int LAST_OF_ALL = 0x0020FFFF;

  private static final ReadWriteLock BESIDE_OTHERS = new ReentrantReadWriteLock();

  /** Of a file that is no DICOM file. */
  public static final FileHeader NOT_DICOM = unreadable("", null);

  public FileHeader {
    planUids = List.copyOf(planUids);
  }

  /** What does not fit into memory beside others is read by itself. */
  static FileHeader of(Source source) {
    try {
      return locked(BESIDE_OTHERS.readLock(), source);
    } catch (OutOfMemoryError e) {
      try {
        return locked(BESIDE_OTHERS.writeLock(), source);
      } catch (OutOfMemoryError again) {
        return unreadable(
            "",
            Problem.error(
                "out-of-memory",
                SourceLocation.file(source.label()),
                "there is not enough memory to read it",
                "Give Java more, for example OARLOCK_JAVA_OPTS=-Xmx4g"));
      }
    }
  }

  private static FileHeader locked(Lock lock, Source source) {
    lock.lock();
    try {
      return ofAny(source);
    } finally {
      lock.unlock();
    }
  }

  private static FileHeader ofAny(Source source) {
    try {
      return read(source);
    } catch (DicomException e) {
      return unreadable("", e.inFile(source.label()));
    } catch (IOException e) {
      return unreadable("", source.unreadable(e));
    }
  }

  private static FileHeader read(Source source) throws IOException {
    ByteBuffer head = source.head();
    if (!Part10Reader.looksLikeDicom(head)) {
      return unreadable("", NotDicom.problem(source, head));
    }
    Kind kind = kind(source, head);
    if (kind == null && !Part10Reader.hasPreamble(head) && !DicomObject.statesSopClass(head)) {
      return unreadable("", NotDicom.problem(source, head));
    }
    if (kind != null && !kind.isPlanning()) {
      return of(DicomObject.beginning(source, head, LAST_OF_ALL), "");
    }
    Source.Passage passage;
    try {
      passage = passage(source, kind);
    } catch (DicomException e) {
      return damaged(source, kind, head, e.inFile(source.label()));
    } catch (IOException e) {
      return damaged(source, kind, head, source.unreadable(e));
    }
    try {
      return hashed(source, of(source, passage));
    } catch (DicomException e) {
      return unreadable(passage.sha256(), e.inFile(source.label()));
    }
  }

  /** A file is told from others by its UID, and whether it is still the same damaged one. */
  private static FileHeader hashed(Source source, FileHeader header) {
    boolean can = header.sha256.isEmpty() && header.kind != null && header.kind.isPlanning();
    if (!can || (!header.sopInstanceUid.isEmpty() && header.problem == null)) {
      return header;
    }
    try {
      return header.with(source.pass(0).sha256(), header.problem);
    } catch (DicomException | IOException e) {
      return header; // whoever judges it says so
    }
  }

  private static Source.Passage passage(Source source, @Nullable Kind kind) throws IOException {
    if (kind != Kind.RT_STRUCTURE_SET && kind != Kind.RT_DOSE) {
      return source.beginning(MAX_HEADER);
    }
    Source.Passage usual = source.beginning(USUAL_HEADER);
    return usual.isCutOff() && !isEnough(source, usual.first())
        ? source.beginning(MAX_HEADER)
        : usual;
  }

  /** Of a file that cannot be read to its end: what its first bytes show that it belongs to. */
  private static FileHeader damaged(
      Source source, @Nullable Kind kind, ByteBuffer head, Problem problem) {
    if (kind == null) {
      return unreadable("", problem);
    }
    Source.Passage first = new Source.Passage(head, head.limit(), "");
    return of(source, first).but(problem);
  }

  /** Null if the first bytes do not show it. */
  private static @Nullable Kind kind(Source source, ByteBuffer head) {
    try {
      DicomObject object = DicomObject.beginning(source, head, LAST_OF_ALL);
      return object.file().sopClassUid().isEmpty() ? null : object.kind();
    } catch (DicomException e) {
      return null;
    }
  }

  /** Reads as far as references stand or, where that fails, as far as the file's own UIDs do. */
  private static FileHeader of(Source source, Source.Passage passage) {
    DicomObject object = DicomObject.beginning(source, passage.first(), LAST_OF_ALL);
    if (!object.kind().isPlanning()) {
      return of(object, passage.sha256());
    }
    try {
      DicomObject whole = references(source, object.kind(), passage.first());
      FileHeader header = of(whole, passage.sha256());
      Problem problem = whole.withoutReferences();
      return problem == null ? header : header.but(uncertain(source, passage, problem));
    } catch (DicomException e) {
      return of(object, passage.sha256()).but(uncertain(source, passage, e.inFile(source.label())));
    }
  }

  private static Problem uncertain(Source source, Source.Passage passage, Problem problem) {
    return passage.isCutOff()
        ? Problem.error(
            "dicom-limit",
            SourceLocation.file(source.label()),
            "what it refers to is not within its first %d bytes, behind which nobody looks"
                .formatted(MAX_HEADER),
            "Check it by itself with its other files")
        : problem;
  }

  private static boolean isEnough(Source source, ByteBuffer first) {
    try {
      Kind kind = DicomObject.beginning(source, first, LAST_OF_ALL).kind();
      return kind.isPlanning() && !references(source, kind, first).file().reachesEnd();
    } catch (DicomException e) {
      return false;
    }
  }

  /** Reads as far as references stand in a planning object. */
  private static DicomObject references(Source source, Kind kind, ByteBuffer first) {
    int last =
        kind == Kind.RT_STRUCTURE_SET
            ? Tag.STRUCTURE_SET_ROI_SEQUENCE
            : Tag.REFERENCED_STRUCTURE_SET_SEQUENCE;
    return DicomObject.beginning(source, first, last);
  }

  /** Of a file, or a folder, that cannot be read. */
  public static FileHeader unreadable(Problem problem) {
    return unreadable("", problem);
  }

  private static FileHeader unreadable(String sha256, @Nullable Problem problem) {
    return new FileHeader(null, "", "", "", "", List.of(), "", sha256, problem);
  }

  private FileHeader but(Problem found) {
    return with(sha256, found);
  }

  private FileHeader with(String hash, @Nullable Problem found) {
    return new FileHeader(
        kind,
        sopInstanceUid,
        label,
        date,
        frameOfReferenceUid,
        planUids,
        structureSetUid,
        hash,
        found);
  }

  private static FileHeader of(DicomObject object, String sha256) {
    return new FileHeader(
        object.kind(),
        object.sopInstanceUid(),
        object.kind().isPlanning() ? object.label() : "",
        object.kind() == Kind.RT_PLAN ? object.data().text(Tag.RT_PLAN_DATE) : "",
        object.frameOfReferenceUid(),
        List.copyOf(object.planUids()),
        object.structureSetUid(),
        object.kind().isPlanning() ? sha256 : "",
        null);
  }
}
