package org.oarlock.dicom;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.oarlock.dicom.FoundObject.Kind;
import org.oarlock.plan.FileIdentity;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
import org.oarlock.problem.VisibleText;

/**
 * A DICOM file of which the header is known: what it is, whose, and what it refers to. Of planning
 * objects the whole file is at hand, of others the header only.
 */
final class DicomObject {
  /** All that is needed of images stands up to here. */
  private static final int LAST_IMAGE_TAG = 0x0020FFFF;

  private final Source source;
  private final Kind kind;
  private final DicomFile file;
  private final ByteBuffer content;
  private final String sopInstanceUid;
  private final String summation;
  private final String patientId;
  private final String patientName;
  private final String frameOfReferenceUid;
  private final Set<String> planUids;
  private final String structureSetUid;

  private DicomObject(Source source, Kind kind, DicomFile file, ByteBuffer content) {
    this.source = source;
    this.kind = kind;
    this.file = file;
    this.content = content;
    DataSet data = file.data();
    this.sopInstanceUid = data.code(Tag.SOP_INSTANCE_UID);
    this.summation = kind == Kind.RT_DOSE ? data.code(Tag.DOSE_SUMMATION_TYPE) : "";
    this.patientId = data.text(Tag.PATIENT_ID);
    this.patientName = data.text(Tag.PATIENT_NAME);
    this.frameOfReferenceUid = frameOfReference(kind, data);
    this.planUids =
        kind == Kind.RT_DOSE ? references(data, Tag.REFERENCED_RT_PLAN_SEQUENCE) : Set.of();
    Set<String> sets =
        kind == Kind.RT_DOSE || kind == Kind.RT_PLAN
            ? references(data, Tag.REFERENCED_STRUCTURE_SET_SEQUENCE)
            : Set.of();
    this.structureSetUid = sets.isEmpty() ? "" : sets.iterator().next();
  }

  private static String frameOfReference(Kind kind, DataSet data) {
    if (kind != Kind.RT_STRUCTURE_SET) {
      return data.code(Tag.FRAME_OF_REFERENCE_UID);
    }
    List<String> frames = StructureSetReader.framesOfReference(data);
    return frames.isEmpty() ? "" : frames.get(0);
  }

  private static Set<String> references(DataSet data, int sequence) {
    Set<String> uids = new LinkedHashSet<>();
    for (DataSet item : data.items(sequence)) {
      uids.add(item.code(Tag.REFERENCED_SOP_INSTANCE_UID));
    }
    uids.remove("");
    return uids;
  }

  /**
   * Looks what a file is.
   *
   * @param problems where it goes if a file is DICOM but cannot be read, or says one thing and is
   *     another
   * @return null if the file is no DICOM file or cannot be read
   */
  static @Nullable DicomObject identify(Source source, List<Problem> problems) {
    ByteBuffer head = ByteBuffer.allocate(0);
    try {
      head = source.head();
      if (!Part10Reader.looksLikeDicom(head)) {
        return none(source, head, problems);
      }
      DicomObject image = imageOf(source, head);
      if (image != null) {
        image.look(problems);
        return image;
      }
      ByteBuffer content = source.content();
      DicomFile file = Part10Reader.read(content);
      if (file.sopClassUid().isEmpty() && !Part10Reader.hasPreamble(head)) {
        return none(source, head, problems);
      }
      Kind kind = Kind.ofSopClass(file.sopClassUid());
      DicomObject object = new DicomObject(source, kind, file, content);
      object.look(problems);
      Problem cutOff = kind == Kind.RT_DOSE ? object.withoutReferences() : null;
      if (cutOff != null) {
        problems.add(cutOff);
        return null;
      }
      return object;
    } catch (DicomException e) {
      if (!Part10Reader.hasPreamble(head) && !statesSopClass(head)) {
        return none(source, head, problems);
      }
      problems.add(e.inFile(source.label()));
    } catch (IOException | InternalError e) { // InternalError: a mapped file has become shorter
      problems.add(source.unreadable(e));
    }
    return null;
  }

  /**
   * What the beginning of a file shows it to be: enough to tell what it belongs to, though the rest
   * may be cut off.
   *
   * @param lastTag where to stop reading
   * @throws DicomException if not even that can be read
   */
  static DicomObject beginning(Source source, ByteBuffer first, int lastTag) {
    DicomFile file = Part10Reader.readUntil(lastTag, first);
    return new DicomObject(source, Kind.ofSopClass(file.sopClassUid()), file, first);
  }

  private static @Nullable DicomObject none(
      Source source, ByteBuffer head, List<Problem> problems) {
    Problem problem = NotDicom.problem(source, head);
    if (problem != null && (problem.isError() || !source.named())) {
      problems.add(problem);
    } else if (source.named()) {
      problems.add(
          Problem.error(
              "dicom-none",
              SourceLocation.file(source.label()),
              "the file is no DICOM file",
              "Name a DICOM file, a folder or a zip archive"));
    }
    return null;
  }

  /** Whether a file without preamble states a SOP class, as nothing but DICOM does. */
  static boolean statesSopClass(ByteBuffer head) {
    try {
      return Part10Reader.readUntil(Tag.SOP_CLASS_UID, head).sopClassUid().startsWith("1.2.");
    } catch (DicomException e) {
      return false;
    }
  }

  /** The object if its first bytes show that it is none of the three that are read whole. */
  private static @Nullable DicomObject imageOf(Source source, ByteBuffer head) {
    try {
      DicomFile file = Part10Reader.readUntil(LAST_IMAGE_TAG, head);
      Kind kind = Kind.ofSopClass(file.sopClassUid());
      boolean planning = kind.isPlanning() || file.sopClassUid().isEmpty();
      return planning ? null : new DicomObject(source, kind, file, head);
    } catch (DicomException e) {
      return null; // more of the file is needed
    }
  }

  /**
   * Why it cannot be told what it belongs to, though a whole file would say so; null if it does, or
   * need not. A file that is cut off between two elements reads like one that never had what was
   * behind. But a dose has references or at least pixels, and a plan for a patient names its
   * structure set, PS3.3 C.8.8.3 and C.8.8.9.
   */
  @Nullable Problem withoutReferences() {
    if (kind == Kind.RT_DOSE && refersTo().isEmpty() && file.reachesEnd() && !hasPixels()) {
      return withoutReferences("it refers to no plan and no structure set, and holds no pixels");
    }
    boolean forPatient = !data().code(Tag.RT_PLAN_GEOMETRY).equals("TREATMENT_DEVICE");
    return kind == Kind.RT_PLAN && structureSetUid.isEmpty() && forPatient
        ? withoutReferences("it refers to no structure set, and not to a treatment device alone")
        : null;
  }

  private Problem withoutReferences(String message) {
    return Problem.error(
        "references-missing",
        SourceLocation.file(path()),
        message + ": perhaps its end is missing",
        "Export or copy the file again, or move it elsewhere if it does not belong to a plan");
  }

  private boolean hasPixels() {
    return data().length(Tag.PIXEL_DATA) > 0 || !data().fragments(Tag.PIXEL_DATA).isEmpty();
  }

  private void look(List<Problem> problems) {
    for (String remark : file.remarks()) {
      warn(problems, "dicom-remark", remark);
    }
    String modality = data().code(Tag.MODALITY);
    if (!kind.modality().isEmpty() && !modality.equals(kind.modality())) {
      warn(
          problems,
          "dicom-modality",
          "the modality is '%s', but by its SOP class it is %s; the SOP class is believed"
              .formatted(VisibleText.of(modality), kind.label()));
    }
    if (kind.isPlanning() && sopInstanceUid().isEmpty()) {
      warn(problems, "dicom-uid", "it has no SOP Instance UID, so nothing can refer to it");
    }
  }

  private void warn(List<Problem> problems, String code, String message) {
    problems.add(Problem.warning(code, SourceLocation.file(path()), message, null));
  }

  /** Where its bytes come from. */
  Source source() {
    return source;
  }

  String path() {
    return source.label();
  }

  String key() {
    return source.key();
  }

  Kind kind() {
    return kind;
  }

  DicomFile file() {
    return file;
  }

  DataSet data() {
    return file.data();
  }

  String sopInstanceUid() {
    return sopInstanceUid;
  }

  String patientId() {
    return patientId;
  }

  String patientName() {
    return patientName;
  }

  String frameOfReferenceUid() {
    return frameOfReferenceUid;
  }

  /** The plans that a dose refers to. */
  Set<String> planUids() {
    return planUids;
  }

  /** The structure set that a plan or a dose refers to, empty if none. */
  String structureSetUid() {
    return structureSetUid;
  }

  String summation() {
    return summation;
  }

  boolean hasSameBytesAs(DicomObject other) {
    return content.equals(other.content);
  }

  /**
   * Which file it is.
   *
   * @param hashed whether its hash will be told: unless known, it is computed beside other work. A
   *     mapped file can wait until somebody asks; bytes in memory would be held for nothing
   */
  FileIdentity identity(boolean hashed) {
    String known = source.knownSha256(content);
    boolean now = hashed || !content.isDirect();
    return known != null
        ? new FileIdentity(path(), sopInstanceUid(), known)
        : new FileIdentity(
            path(), sopInstanceUid(), now ? Sha256.begin(content) : Sha256.whenAsked(content));
  }

  String label() {
    return switch (kind) {
      case RT_PLAN -> data().text(Tag.RT_PLAN_LABEL);
      case RT_STRUCTURE_SET -> data().text(Tag.STRUCTURE_SET_LABEL);
      case RT_DOSE -> summation();
      default -> seriesDescription();
    };
  }

  /** Empty if it does not look like one, as where a wrong length makes it hold other elements. */
  private String seriesDescription() {
    String text = data().text(Tag.SERIES_DESCRIPTION);
    boolean plausible = text.length() <= 64 && text.chars().noneMatch(Character::isISOControl);
    return plausible ? text : "";
  }

  /** What it refers to, structure set last. */
  List<String> refersTo() {
    List<String> uids = new ArrayList<>(planUids);
    if (!structureSetUid.isEmpty()) {
      uids.add(structureSetUid);
    }
    return uids;
  }

  /** The object in a message: its kind and its label, if it has one, quoted. */
  String shown() {
    String label = label();
    return kind.label() + (label.isEmpty() ? "" : " '" + VisibleText.of(label) + "'");
  }
}
