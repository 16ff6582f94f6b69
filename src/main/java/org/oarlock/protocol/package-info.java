/** Protocols as authors write them in YAML: reading, validating, the language of goals. */
@NullMarked
package org.oarlock.protocol;

import org.jspecify.annotations.NullMarked;
