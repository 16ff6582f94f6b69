/**
 * Pictures of a plan as lines, areas, texts and grey images in the coordinates of a page. Whatever
 * writes them, as SVG or into another kind of file, needs to know nothing about plans.
 */
@NullMarked
package org.oarlock.picture;

import org.jspecify.annotations.NullMarked;
