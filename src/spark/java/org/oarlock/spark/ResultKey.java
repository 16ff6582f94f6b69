package org.oarlock.spark;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/**
 * What results are ordered by, as {@code oarlock results} orders them: texts by their bytes in
 * UTF-8.
 *
 * @param protocol the protocol's id
 * @param version the protocol's version
 * @param key the protocol's key
 * @param tool the version that judged
 * @param plan the plan's UIDs
 * @param unit what the plan's files are, by number
 */
record ResultKey(String protocol, String version, String key, String tool, String plan, int unit)
    implements Comparable<ResultKey>, Serializable {
  private static final Comparator<String> BY_BYTES =
      (one, other) ->
          Arrays.compareUnsigned(
              one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));

  private static final Comparator<ResultKey> ORDER =
      Comparator.comparing(ResultKey::protocol, BY_BYTES)
          .thenComparing(ResultKey::version, BY_BYTES)
          .thenComparing(ResultKey::key, BY_BYTES)
          .thenComparing(ResultKey::tool, BY_BYTES)
          .thenComparing(ResultKey::plan, BY_BYTES)
          .thenComparing(ResultKey::unit);

  @Override
  public int compareTo(ResultKey other) {
    return ORDER.compare(this, other);
  }
}
