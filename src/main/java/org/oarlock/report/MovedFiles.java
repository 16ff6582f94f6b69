package org.oarlock.report;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells whether two paths are of one file that may have moved: by its hash where that is known, or
 * else since it lies where other files have moved to.
 */
final class MovedFiles {
  private final Map<String, String> before;
  private final Map<String, String> after;
  private final Set<Move> moves = new HashSet<>();

  /** From where to where, without the names that stayed the same at the end. */
  private record Move(List<String> from, List<String> to) {
    static Move of(String from, String to) {
      List<String> a = List.of(from.split("[/\\\\!]", -1));
      List<String> b = List.of(to.split("[/\\\\!]", -1));
      int same = 0;
      while (same < Math.min(a.size(), b.size())
          && a.get(a.size() - 1 - same).equals(b.get(b.size() - 1 - same))) {
        same++;
      }
      return new Move(
          List.copyOf(a.subList(0, a.size() - same)), List.copyOf(b.subList(0, b.size() - same)));
    }
  }

  /**
   * @param before hashes of files by where they lay
   * @param after the same by where they lie now
   */
  MovedFiles(Map<String, String> before, Map<String, String> after) {
    this.before = before;
    this.after = after;
    before.forEach(
        (path, hash) ->
            after.forEach(
                (now, same) -> {
                  if (same.equals(hash)) {
                    moves.add(Move.of(path, now));
                  }
                }));
  }

  boolean areSame(String path, String now) {
    String hash = before.get(path);
    String other = after.get(now);
    return path.equals(now)
        || (hash == null && other == null && moves.contains(Move.of(path, now)))
        || (hash != null && hash.equals(other));
  }
}
