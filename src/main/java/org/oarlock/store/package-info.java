/** The results store: tables in SQLite or PostgreSQL. All SQL is here, and the same for both. */
@NullMarked
package org.oarlock.store;

import org.jspecify.annotations.NullMarked;
