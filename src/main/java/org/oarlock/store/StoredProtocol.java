package org.oarlock.store;

import java.io.Serializable;

/**
 * A version of a protocol.
 *
 * @param key of its content and of what was stated about it; two files that mean another thing have
 *     another key, whatever version they state
 * @param id its name
 * @param version as it states
 * @param title a line for people
 * @param status how far it can be trusted
 * @param settings what was stated about it, in words: all that is not the default
 * @param selection the selection whose rule chose it, empty if it was named
 * @param rule the rule
 * @param convention how contours become solids
 * @param options those of the settings that hold for a whole run, whatever rule chooses
 */
public record StoredProtocol(
    String key,
    String id,
    String version,
    String title,
    String status,
    String settings,
    String selection,
    String rule,
    String convention,
    String options)
    implements Serializable {}
