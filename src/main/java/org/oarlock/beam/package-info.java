/**
 * What a plan's beams do, from their control points alone: how they are delivered, from which
 * directions they come, and which structures lie under their open apertures. No dose is computed:
 * scatter, leakage, and the tongue and groove of leaves are left out.
 */
@NullMarked
package org.oarlock.beam;

import org.jspecify.annotations.NullMarked;
