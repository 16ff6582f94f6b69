/** Numbers with units: what crosses a package border carries its unit in its type. */
@NullMarked
package org.oarlock.quantity;

import org.jspecify.annotations.NullMarked;
