package org.oarlock.quantity;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The units that protocols, metrics and reports speak. Internally a value is always held in the
 * {@linkplain #base() base unit} of its kind: Gy, cm3, mm, degrees, percent.
 */
public enum Unit {
  /** Gray, the base unit of dose. */
  GY("Gy", Kind.DOSE, 1),
  /** Centigray, 0.01 Gy. */
  CGY("cGy", Kind.DOSE, 0.01),
  /** Percent of something that the context names: a prescription, a volume, a count. */
  PERCENT("%", Kind.PERCENT, 1),
  /** Cubic centimetre, the base unit of volume. */
  CC("cc", Kind.VOLUME, 1),
  /** Millimetre, the base unit of length. */
  MM("mm", Kind.LENGTH, 1),
  /** Centimetre, 10 mm. */
  CM("cm", Kind.LENGTH, 10),
  /** Degree of arc. */
  DEG("deg", Kind.ANGLE, 1),
  /** A number of things. */
  COUNT("count", Kind.COUNT, 1),
  /** Nominal accelerating potential of a photon beam. */
  MV("MV", Kind.POTENTIAL, 1),
  /** Nominal energy of an electron or ion beam. */
  MEV("MeV", Kind.ENERGY, 1),
  /** A ratio without a unit, such as a homogeneity index. */
  NONE("", Kind.RATIO, 1);

  /** What a unit measures; two units convert into each other exactly when their kinds agree. */
  public enum Kind {
    DOSE,
    PERCENT,
    VOLUME,
    LENGTH,
    ANGLE,
    COUNT,
    POTENTIAL,
    ENERGY,
    RATIO
  }

  private final String symbol;
  private final Kind kind;
  private final double inBase;

  Unit(String symbol, Kind kind, double inBase) {
    this.symbol = symbol;
    this.kind = kind;
    this.inBase = inBase;
  }

  /** The unit as authors write it: {@code Gy}, {@code cc}, {@code %}; empty for a ratio. */
  public String symbol() {
    return symbol;
  }

  /** What this unit measures. */
  public Kind kind() {
    return kind;
  }

  /** With how many decimals people read values of this unit. */
  public int decimals() {
    return switch (this) {
      case GY, PERCENT, CC, CM -> 2;
      case CGY, MM, DEG, MEV -> 1;
      case COUNT, MV -> 0;
      case NONE -> 3;
    };
  }

  /** The unit in which values of this kind are held: Gy for cGy, mm for cm, else itself. */
  public Unit base() {
    return switch (kind) {
      case DOSE -> GY;
      case LENGTH -> MM;
      default -> this;
    };
  }

  /** A value of this unit, expressed in the base unit of its kind. */
  public double toBase(double value) {
    // dividing by 100 rounds once; multiplying by the inexact 0.01 would round twice
    return inBase < 1 ? value / Math.rint(1 / inBase) : value * inBase;
  }

  /** A value of the base unit, expressed in this unit. */
  public double fromBase(double value) {
    return inBase < 1 ? value * Math.rint(1 / inBase) : value / inBase;
  }

  /** The unit with this symbol, case-sensitive as written in protocols ({@code Gy}, not GY). */
  public static Optional<Unit> ofSymbol(String symbol) {
    return Arrays.stream(values()).filter(u -> u.symbol.equals(symbol)).findFirst();
  }

  /** All symbols, for messages: {@code Gy, cGy, %, …}. */
  public static String symbols() {
    return Arrays.stream(values())
        .map(Unit::symbol)
        .filter(s -> !s.isEmpty())
        .collect(Collectors.joining(", "));
  }

  @Override
  public String toString() {
    return symbol;
  }
}
