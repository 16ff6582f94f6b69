/**
 * The analytic suite: solids and doses with closed forms, and the gates that the engine has to pass
 * on them.
 */
@NullMarked
package org.oarlock.validation;

import org.jspecify.annotations.NullMarked;
