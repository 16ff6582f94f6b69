package org.oarlock.protocol;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is known of one patient's plan and stands in no DICOM file: values of a protocol's
 * parameters, prescriptions, names of structures.
 *
 * @param plans the SOP Instance UIDs of the RT Plans that it is about, or of a structure set that
 *     is used without a plan; it says nothing of others
 * @param protocols the names of the protocols that it is meant for; empty if for any
 * @param set parameters and prescriptions by name, as text
 * @param names for structures of the protocol, the names of the structures in the plan
 */
public record CaseFile(
    List<String> plans,
    List<String> protocols,
    Map<String, Stated<String>> set,
    Map<String, Stated<List<String>>> names) {
  /** A file that says nothing. */
  public static final CaseFile NONE = new CaseFile(List.of(), List.of(), Map.of(), Map.of());

  public CaseFile {
    plans = List.copyOf(plans);
    protocols = List.copyOf(protocols);
    set = Collections.unmodifiableMap(new LinkedHashMap<>(set));
    names = Collections.unmodifiableMap(new LinkedHashMap<>(names));
  }

  /** Whether it is meant for a protocol, or for one that the protocol extends. */
  public boolean isFor(Protocol protocol) {
    return protocols.isEmpty()
        || protocols.contains(protocol.id())
        || protocol.extended().stream().anyMatch(protocols::contains);
  }
}
