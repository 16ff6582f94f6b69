package org.oarlock.store;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.oarlock.problem.Problem;

/**
 * A file of an archive as the index has it.
 *
 * @param root the folder or archive that was searched, an absolute path
 * @param path where it lies, an absolute path; of an archive's member {@code a.zip!entry}
 * @param archive the archive that it is a member of, empty if none
 * @param size its bytes
 * @param modified when it was last changed, in milliseconds since 1970: its contents or, where the
 *     system tells it, its name, rights or times; of a member, when the archive was
 * @param kind what it is
 * @param uid its SOP Instance UID, empty if none
 * @param sha256 of its bytes, of planning objects only; empty as long as not all of them have been
 *     read, or if they cannot be
 * @param label its label, may be hostile
 * @param planDate of a plan, the date that it states, {@code 20260105}
 * @param frame its frame of reference
 * @param structureSet the structure set that it refers to, empty if none
 * @param plans the plans that a dose refers to
 * @param problem why it cannot be read, or what it refers to cannot; null if they can
 */
public record IndexedFile(
    String root,
    String path,
    String archive,
    long size,
    long modified,
    Kind kind,
    String uid,
    String sha256,
    String label,
    String planDate,
    String frame,
    String structureSet,
    List<String> plans,
    @Nullable Problem problem)
    implements Serializable {
  public IndexedFile {
    plans = List.copyOf(plans);
  }

  /** Its UID; of a planning object that has none, what its content is. */
  public String name() {
    return uid.isEmpty() ? "sha256:" + sha256 : uid;
  }

  /** Whether its hash is still to be found out. */
  public boolean isToBeHashed() {
    return kind.isPlanning() && sha256.isEmpty() && archive.isEmpty();
  }

  /** The same with its hash. */
  public IndexedFile with(String hash) {
    return new IndexedFile(
        root,
        path,
        archive,
        size,
        modified,
        kind,
        uid,
        hash,
        label,
        planDate,
        frame,
        structureSet,
        plans,
        problem);
  }

  /** What a file is. */
  public enum Kind {
    RT_PLAN,
    RT_STRUCTURE_SET,
    RT_DOSE,
    CT,
    /** A DICOM file of another kind. */
    OTHER,
    /** A zip archive, whose members are files of their own. */
    ARCHIVE,
    NOT_DICOM,
    /** A file, a folder or an archive that cannot be read. */
    UNREADABLE;

    /** Whether it is one of the three that a plan is made of. */
    public boolean isPlanning() {
      return this == RT_PLAN || this == RT_STRUCTURE_SET || this == RT_DOSE;
    }
  }
}
