package org.oarlock.plan;

/**
 * Which file something came from, for reports and evidence.
 *
 * @param path the path as the user would recognise it; inside an archive {@code archive.zip!entry}
 * @param sopInstanceUid the object's SOP Instance UID, empty if it has none
 * @param sha256 the SHA-256 of the whole file in lower-case hexadecimal
 */
public record FileIdentity(String path, String sopInstanceUid, String sha256) {}
