/** The only door for DICOM: data sets, readers for the RT objects, grouping files into plans. */
@NullMarked
package org.oarlock.dicom;

import org.jspecify.annotations.NullMarked;
