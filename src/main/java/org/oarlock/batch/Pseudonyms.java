package org.oarlock.batch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.oarlock.plan.Plan.Patient;
import org.oarlock.problem.FileFault;
import org.oarlock.problem.Problem;
import org.oarlock.problem.SourceLocation;
import org.oarlock.problem.VisibleText;

/**
 * Names for patients that tell nothing to anyone without the key: the same patient has the same
 * name wherever the same key is used. The first 80 bits of HMAC-SHA-256 (RFC 2104) of the patient
 * ID or, where a plan has none, of the name.
 */
final class Pseudonyms {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int BYTES = 10;
  private static final int SHORTEST_KEY = 16;
  private static final int LONGEST_KEY = 4096;

  private final byte[] key;

  Pseudonyms(byte[] key) {
    this.key = key.clone();
  }

  /** Reads a key, which is all the bytes of a file; null, with the problem, if it is none. */
  static @Nullable Pseudonyms read(Path file, List<Problem> problems) {
    String what;
    try (InputStream in = Files.newInputStream(file)) {
      byte[] key = in.readNBytes(LONGEST_KEY + 1);
      if (key.length >= SHORTEST_KEY && key.length <= LONGEST_KEY) {
        return new Pseudonyms(key);
      }
      what =
          key.length < SHORTEST_KEY
              ? "the key has %d bytes, expected at least %d".formatted(key.length, SHORTEST_KEY)
              : "the key has more than %d bytes".formatted(LONGEST_KEY);
    } catch (IOException e) {
      what = "the key cannot be read: " + FileFault.words(e);
    }
    problems.add(
        Problem.error(
            "patient-key",
            SourceLocation.file(VisibleText.of(file.toString())),
            what,
            "Make a key of 32 random bytes, and keep it apart from the store"));
    return null;
  }

  /** The patient's pseudonym; null for a patient of whom neither ID nor name is known. */
  @Nullable String of(Patient patient) {
    String id = patient.id();
    String name = patient.name();
    String identity;
    if (id != null) {
      identity = "id " + id;
    } else if (name != null) {
      identity = "name " + name.toUpperCase(Locale.ROOT).replaceAll("[\\^\\s]+", " ").strip();
    } else {
      return null;
    }
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      byte[] code = mac.doFinal(identity.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(code, 0, BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }
}
