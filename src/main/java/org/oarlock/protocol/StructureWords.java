package org.oarlock.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.oarlock.protocol.YamlNode.Entry;
import org.oarlock.protocol.YamlNode.Mapping;
import org.oarlock.protocol.YamlNode.Scalar;
import org.oarlock.protocol.YamlNode.Sequence;

/**
 * Other words for structures, to suggest names to a person: a subset of the names of AAPM TG-263,
 * with words in use beside them. Nothing is decided on it.
 */
public final class StructureWords {
  private static final String RESOURCE = "structure-names.yaml";

  private StructureWords() {}

  /** The other words by the name after TG-263, without its side. */
  public static Map<String, List<String>> all() {
    try (InputStream in = StructureWords.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("the program's file " + RESOURCE + " is missing");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      ProblemList problems = new ProblemList();
      YamlNode root = YamlTree.read(new ProtocolFile(RESOURCE, text, ""), problems);
      if (!(root instanceof Mapping mapping) || !problems.isEmpty()) {
        throw new IllegalStateException("the program's file " + RESOURCE + " cannot be read");
      }
      Map<String, List<String>> words = new LinkedHashMap<>();
      mapping.entries().forEach(entry -> words.put(entry.name(), words(entry)));
      return words;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> words(Entry entry) {
    List<String> words = new ArrayList<>();
    for (YamlNode node : ((Sequence) entry.value()).items()) {
      words.add(((Scalar) node).text());
    }
    return words;
  }
}
