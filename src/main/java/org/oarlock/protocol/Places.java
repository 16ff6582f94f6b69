package org.oarlock.protocol;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.oarlock.problem.SourceLocation;
import org.oarlock.protocol.Layers.Item;
import org.oarlock.protocol.YamlNode.Entry;
import org.oarlock.protocol.YamlNode.Mapping;
import org.oarlock.protocol.YamlNode.Sequence;

/** Where the parts of a protocol's entries stand in its files. */
final class Places {
  private final Map<String, Map<String, Item>> sections = new HashMap<>();

  /** Remembers the entries of a section, and returns them. */
  List<Item> of(String section, List<Item> items) {
    Map<String, Item> byName = sections.computeIfAbsent(section, s -> new HashMap<>());
    items.forEach(item -> byName.put(item.name(), item));
    return items;
  }

  /** The name of an entry. */
  SourceLocation entry(String section, String name) {
    Item item = item(section, name);
    return item == null ? SourceLocation.NOWHERE : item.location();
  }

  /** The value under a key of an entry; the entry's name if it has no such key. */
  SourceLocation value(String section, String name, String key) {
    return value(section, name, key, 0);
  }

  /** The same, and of a list the value at that index. */
  SourceLocation value(String section, String name, String key, int index) {
    Item item = item(section, name);
    Entry entry = item != null && item.value() instanceof Mapping map ? map.get(key) : null;
    if (entry == null) {
      return entry(section, name);
    }
    return entry.value() instanceof Sequence list && index < list.items().size()
        ? list.items().get(index).location()
        : entry.value().location();
  }

  private @Nullable Item item(String section, String name) {
    return sections.getOrDefault(section, Map.of()).get(name);
  }
}
