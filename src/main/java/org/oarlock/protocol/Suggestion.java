package org.oarlock.protocol;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What somebody may have meant by a word that is not known. */
public final class Suggestion {
  private static final int MAX_LISTED = 30;
  private static final int MAX_LENGTH = 80;

  /** Among more, looking for the nearest would cost a hostile file too little and us too much. */
  private static final int MAX_KNOWN = 300;

  private Suggestion() {}

  /** A hint that names the nearest known word, or all of them if they are few; null if neither. */
  public static @Nullable String hint(String unknown, Collection<String> known) {
    Optional<String> nearest = nearest(unknown, known);
    if (nearest.isPresent()) {
      return "Write '" + nearest.get() + "', if that is what you mean";
    }
    if (known.isEmpty() || known.size() > MAX_LISTED) {
      return null;
    }
    return "Use one of " + String.join(", ", known);
  }

  /** The nearest of the known words, if it is near: at most a third of the letters differ. */
  static Optional<String> nearest(String unknown, Collection<String> known) {
    if (unknown.length() > MAX_LENGTH || known.size() > MAX_KNOWN) {
      return Optional.empty();
    }
    String word = unknown.toLowerCase(Locale.ROOT);
    int allowed = Math.max(1, word.length() / 3);
    return known.stream()
        .map(k -> new Candidate(k, distance(word, k.toLowerCase(Locale.ROOT))))
        .filter(c -> c.distance <= allowed)
        .min(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::word))
        .map(Candidate::word);
  }

  private record Candidate(String word, int distance) {}

  /** Levenshtein's distance, where two neighbours in exchanged order count once. */
  public static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        d[i][j] = i == 0 || j == 0 ? i + j : step(d, a, b, i, j);
      }
    }
    return d[a.length()][b.length()];
  }

  private static int step(int[][] d, String a, String b, int i, int j) {
    boolean same = a.charAt(i - 1) == b.charAt(j - 1);
    int best = Math.min(d[i - 1][j - 1] + (same ? 0 : 1), Math.min(d[i - 1][j], d[i][j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, d[i - 2][j - 2] + 1) : best;
  }
}
