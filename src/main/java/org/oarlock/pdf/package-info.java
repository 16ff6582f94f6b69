/**
 * Documents for filing and signing: a page of XHTML and drawings become a PDF whose bytes depend on
 * nothing else. The libraries for it are used here only.
 */
@NullMarked
package org.oarlock.pdf;

import org.jspecify.annotations.NullMarked;
