/**
 * Solids in patient coordinates: contours, regions (stacks of polygonal slabs), boolean operations,
 * margins and shells. Lengths are mm, coordinates are DICOM patient coordinates (LPS).
 */
@NullMarked
package org.oarlock.geometry;

import org.jspecify.annotations.NullMarked;
