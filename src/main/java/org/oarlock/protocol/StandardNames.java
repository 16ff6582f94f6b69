package org.oarlock.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.oarlock.protocol.YamlNode.Entry;
import org.oarlock.protocol.YamlNode.Mapping;
import org.oarlock.protocol.YamlNode.Scalar;
import org.oarlock.protocol.YamlNode.Sequence;

/**
 * Names of structures after AAPM TG-263, a subset of its list, with other words for them: advice
 * for a person. Nothing is decided on it.
 */
public final class StandardNames {
  private static final String RESOURCE = "tg263-names.yaml";

  /** How names of a section stand with a side. */
  private enum Section {
    SINGLE(true, false),
    PAIRED(false, true),
    EITHER(true, true),
    UNLISTED(false, false);

    private final boolean alone;
    private final boolean sided;

    Section(boolean alone, boolean sided) {
      this.alone = alone;
      this.sided = sided;
    }
  }

  private final Map<String, Section> sections = new LinkedHashMap<>();
  private final Set<String> names = new LinkedHashSet<>();
  private final Map<String, String> byWord = new LinkedHashMap<>();

  private StandardNames(Mapping root) {
    for (Section section : Section.values()) {
      root.entries().stream()
          .filter(entry -> entry.name().equals(section.name().toLowerCase(Locale.ROOT)))
          .flatMap(entry -> ((Mapping) entry.value()).entries().stream())
          .forEach(name -> add(section, name));
    }
  }

  private void add(Section section, Entry entry) {
    String name = entry.name();
    sections.put(name, section);
    if (section.alone) {
      names.add(name);
    }
    if (section.sided) {
      for (Side side : Side.values()) {
        names.add(name + "_" + side.letter());
      }
    }
    word(name, name);
    for (YamlNode node : ((Sequence) entry.value()).items()) {
      word(((Scalar) node).text(), name);
    }
  }

  /** Numbers tell structures apart that have one word, such as ribs. */
  private void word(String word, String name) {
    NameWords words = NameWords.of(word);
    if (words.numbers().isEmpty()) {
      byWord.merge(words.joined(), name, StandardNames::same);
    }
  }

  private static String same(String one, String other) {
    throw new IllegalStateException("one word for " + one + " and " + other);
  }

  /** The names that the program knows. */
  public static StandardNames load() {
    try (InputStream in = StandardNames.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("the program's file " + RESOURCE + " is missing");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      ProblemList problems = new ProblemList();
      YamlNode root = YamlTree.read(new ProtocolFile(RESOURCE, text, ""), problems);
      if (!(root instanceof Mapping mapping) || !problems.isEmpty()) {
        throw new IllegalStateException("the program's file " + RESOURCE + " cannot be read");
      }
      return new StandardNames(mapping);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All names, those of pairs with their sides. */
  public Set<String> names() {
    return Collections.unmodifiableSet(names);
  }

  /**
   * The structure that a word means, without its side; null if it is none that is known. Both words
   * of a protocol and those of a plan mean something, and what they mean can be compared.
   */
  public @Nullable String meaning(NameWords words) {
    return words.words().isEmpty() ? null : byWord.get(words.joined());
  }

  /**
   * What a name should be after the list; null if it is on it, or nothing is known. Names that
   * differ in case, spaces and underscores alone are one name.
   */
  @Nullable String insteadOf(String name) {
    NameWords words = NameWords.of(name);
    if (!words.numbers().isEmpty()) {
      return null;
    }
    String meant = meaning(words);
    if (meant == null) {
      meant = inAnotherOrder(words);
    }
    Section section = meant == null ? null : sections.get(meant);
    if (section == null
        || section == Section.UNLISTED
        || NameWords.of(String.valueOf(meant)).joined().equals(words.joined())) {
      return null;
    }
    if (!section.sided) {
      return meant;
    }
    Side side = words.side();
    if (side != null) {
      return meant + "_" + side.letter();
    }
    return section.alone ? meant : "%s_L, or %s_R".formatted(meant, meant);
  }

  private @Nullable String inAnotherOrder(NameWords words) {
    return sections.keySet().stream()
        .filter(name -> NameWords.of(name).hasWordsOf(words))
        .findFirst()
        .orElse(null);
  }
}
