package org.oarlock.batch;

/** Watches a long run, and can stop it. Asked and told by the thread that runs it. */
public interface BatchMonitor {
  /** So many files have been looked at under the present root. */
  void indexing(long files);

  /**
   * How far judging has come.
   *
   * @param done units of files judged in this run
   * @param left units still to be judged
   * @param tally the verdicts of this run
   */
  void judging(long done, long left, Tally tally);

  /** Whether to stop as soon as possible, leaving what is done whole. */
  boolean isStopped();
}
