package org.oarlock.dicom;

import java.util.List;

/**
 * A DICOM object that was found, used or not.
 *
 * @param path the file as the user would recognise it; inside an archive {@code archive.zip!entry}
 * @param kind what it is, by its SOP class
 * @param label its label: of a plan or a structure set as named, of a dose its summation type, of
 *     other objects the series description; may be empty or hostile
 * @param sopInstanceUid its SOP Instance UID, empty if it has none
 * @param patient whom it belongs to among the patients found, {@code patient 1}, never their name
 *     or ID; empty if the file does not say
 * @param frameOfReferenceUid its frame of reference, empty if not stated
 * @param refersTo the SOP Instance UIDs of the RT objects that it refers to: a plan to its
 *     structure set, a dose to its plans and its structure set
 */
public record FoundObject(
    String path,
    Kind kind,
    String label,
    String sopInstanceUid,
    String patient,
    String frameOfReferenceUid,
    List<String> refersTo) {
  public FoundObject {
    refersTo = List.copyOf(refersTo);
  }

  /** What kind of object it is. */
  public enum Kind {
    RT_PLAN("RT Plan", "RTPLAN"),
    RT_STRUCTURE_SET("RT Structure Set", "RTSTRUCT"),
    RT_DOSE("RT Dose", "RTDOSE"),
    CT("CT", "CT"),
    OTHER("other", "");

    private final String label;
    private final String modality;

    Kind(String label, String modality) {
      this.label = label;
      this.modality = modality;
    }

    /** The kind as people say it, {@code RT Dose}. */
    public String label() {
      return label;
    }

    /** The modality that files of this kind state; empty for others. */
    String modality() {
      return modality;
    }

    static Kind ofSopClass(String uid) {
      return switch (uid) {
        case "1.2.840.10008.5.1.4.1.1.481.5", "1.2.840.10008.5.1.4.1.1.481.8" -> RT_PLAN;
        case "1.2.840.10008.5.1.4.1.1.481.3" -> RT_STRUCTURE_SET;
        case "1.2.840.10008.5.1.4.1.1.481.2" -> RT_DOSE;
        case "1.2.840.10008.5.1.4.1.1.2" -> CT;
        default -> OTHER;
      };
    }

    /** Whether it is one of the three that a plan is made of. */
    public boolean isPlanning() {
      return this == RT_PLAN || this == RT_STRUCTURE_SET || this == RT_DOSE;
    }
  }
}
