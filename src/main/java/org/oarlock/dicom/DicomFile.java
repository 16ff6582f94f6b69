package org.oarlock.dicom;

import java.util.List;

/**
 * A parsed DICOM file.
 *
 * @param syntax its transfer syntax, as declared or, without a meta header, as found
 * @param mediaStorageSopClassUid the SOP class that the meta header states, empty if it does not
 * @param data the data set
 * @param remarks what was wrong with the file but could be read all the same, in words
 * @param reachesEnd whether reading came to the last of the bytes that were there, which may have
 *     been just the file's beginning
 */
record DicomFile(
    TransferSyntax syntax,
    String mediaStorageSopClassUid,
    DataSet data,
    List<String> remarks,
    boolean reachesEnd) {
  DicomFile {
    remarks = List.copyOf(remarks);
  }

  /** The SOP class of the data set; where it has none, that of the meta header. */
  String sopClassUid() {
    String uid = data.code(Tag.SOP_CLASS_UID);
    return uid.isEmpty() ? mediaStorageSopClassUid : uid;
  }
}
