/** Archives on a cluster: the same judging as {@code batch}, spread by Apache Spark. */
@NullMarked
package org.oarlock.spark;

import org.jspecify.annotations.NullMarked;
