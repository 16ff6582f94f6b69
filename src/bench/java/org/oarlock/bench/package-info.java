/** Measures how fast Oarlock is and how much memory it takes; no part of the product. */
package org.oarlock.bench;
