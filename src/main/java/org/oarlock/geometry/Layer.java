package org.oarlock.geometry;

/**
 * A figure of a solid and how far it reaches along the normal.
 *
 * @param planeMm where it was drawn
 * @param lowerMm where its prism begins
 * @param upperMm where its prism ends
 * @param shape the figure
 */
public record Layer(double planeMm, double lowerMm, double upperMm, PlanarShape shape) {}
