package org.oarlock.batch;

import java.util.Collection;
import java.util.List;
import org.oarlock.problem.VisibleText;
import org.oarlock.store.GoalRow;
import org.oarlock.store.GoalTable.Edition;
import org.oarlock.store.StoredProtocol;

/**
 * What results are called by: a protocol and its version and, where that leaves several, the key of
 * the protocol's content, the version of the program that judged, or both.
 */
record EditionName(String id, String version, String key, String tool, String settings) {
  private static final int LONGEST_SETTINGS = 1000;

  static EditionName of(Edition edition) {
    return new EditionName(
        edition.id(), edition.version(), edition.protocol(), edition.tool(), edition.settings());
  }

  static EditionName of(GoalRow row) {
    return new EditionName(
        row.protocol(), row.version(), row.protocolKey(), row.tool(), row.settings());
  }

  static EditionName of(StoredProtocol protocol) {
    return new EditionName(
        protocol.id(), protocol.version(), protocol.key(), "", protocol.settings());
  }

  /** {@code thigh@1.0.0}. */
  String plain() {
    return id + "@" + version;
  }

  /** {@code thigh@1.0.0#KEY/TOOL}, which is of one edition alone. */
  String full() {
    return plain() + "#" + key + "/" + tool;
  }

  /** All that it may be called, the plain one first, the full one last. */
  List<String> all() {
    return List.of(plain(), plain() + "/" + tool, plain() + "#" + key, full());
  }

  /** The first of these that is of no other, where settings are shown as well. */
  String among(Collection<EditionName> editions) {
    List<EditionName> others =
        editions.stream()
            .filter(other -> !other.equals(this) && other.settings.equals(settings))
            .toList();
    return all().stream()
        .filter(name -> others.stream().noneMatch(other -> other.all().contains(name)))
        .findFirst()
        .orElse(full());
  }

  /** A name as it is shown, with what was stated about the protocol behind it. */
  String shown(String name) {
    return VisibleText.of(name) + inParentheses();
  }

  /** What was stated about the protocol, as it stands behind a name; may be nothing. */
  private String inParentheses() {
    return settings.isEmpty() ? "" : " (" + VisibleText.of(settings, LONGEST_SETTINGS) + ")";
  }
}
