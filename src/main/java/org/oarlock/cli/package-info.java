/** The command line: arguments in, exit code out. */
@NullMarked
package org.oarlock.cli;

import org.jspecify.annotations.NullMarked;
