/** Dose-volume histograms as exact integrals over a structure's slabs, up to a stated tolerance. */
@NullMarked
package org.oarlock.dvh;

import org.jspecify.annotations.NullMarked;
