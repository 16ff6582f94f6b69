package org.oarlock.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a name of a structure is made of: its words without those for the side, its numbers, and its
 * side, wherever and in whatever language they stand in it.
 *
 * @param words in lower case, in the name's order
 * @param numbers its runs of digits
 * @param side null if the name has none
 */
public record NameWords(List<String> words, List<String> numbers, @Nullable Side side) {
  private static final Pattern PART =
      Pattern.compile("\\p{Lu}+(?!\\p{Ll})|\\p{Lu}?\\p{Ll}+|[0-9]+");

  private static final Map<String, Side> SIDES =
      Map.ofEntries(
          Map.entry("l", Side.LEFT),
          Map.entry("lt", Side.LEFT),
          Map.entry("left", Side.LEFT),
          Map.entry("li", Side.LEFT),
          Map.entry("links", Side.LEFT),
          Map.entry("sin", Side.LEFT),
          Map.entry("r", Side.RIGHT),
          Map.entry("rt", Side.RIGHT),
          Map.entry("right", Side.RIGHT),
          Map.entry("re", Side.RIGHT),
          Map.entry("rechts", Side.RIGHT),
          Map.entry("dex", Side.RIGHT));

  public static NameWords of(String name) {
    List<String> words = new ArrayList<>();
    List<String> numbers = new ArrayList<>();
    Side side = null;
    Matcher part = PART.matcher(name);
    while (part.find()) {
      String word = part.group().toLowerCase(Locale.ROOT);
      if (Character.isDigit(word.charAt(0))) {
        numbers.add(word);
      } else if (SIDES.containsKey(word)) {
        side = SIDES.get(word);
      } else {
        words.add(word);
      }
    }
    return new NameWords(List.copyOf(words), List.copyOf(numbers), side);
  }

  /** The words as one, for comparing letter by letter. */
  public String joined() {
    return String.join("", words);
  }

  /** Whether both have the same words, in any order, and the same numbers. */
  public boolean hasWordsOf(NameWords other) {
    return !words.isEmpty()
        && numbers.equals(other.numbers)
        && (joined().equals(other.joined())
            || words.stream().sorted().toList().equals(other.words.stream().sorted().toList()));
  }

  public boolean isOtherSideThan(NameWords other) {
    return side != null && other.side != null && side != other.side;
  }
}
