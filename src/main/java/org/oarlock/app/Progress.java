package org.oarlock.app;

/** Is told how far long work has come; called from any thread. */
@FunctionalInterface
public interface Progress {
  /** Nobody watches. */
  Progress NONE = (activity, done, total) -> {};

  /**
   * Tells how far it has come.
   *
   * @param activity what is going on, {@code reading}
   * @param done how much of it is done
   * @param total how much there is, 0 if not known
   */
  void at(String activity, long done, long total);
}
