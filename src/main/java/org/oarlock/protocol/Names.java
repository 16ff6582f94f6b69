package org.oarlock.protocol;

import java.util.Map;
import java.util.Set;

/**
 * The names that expressions may use.
 *
 * @param parameters by name
 * @param prescriptions their names
 * @param structures their names
 * @param complete whether these are all names; if not, an unknown one is no problem, because what
 *     should have declared it could not be read
 */
record Names(
    Map<String, Parameter> parameters,
    Set<String> prescriptions,
    Set<String> structures,
    boolean complete) {}
