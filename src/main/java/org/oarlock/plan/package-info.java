/**
 * What the clinic has planned, free of the file format: phases with their prescriptions, beams and
 * doses on one structure set.
 */
@NullMarked
package org.oarlock.plan;

import org.jspecify.annotations.NullMarked;
