package org.oarlock.validation;

/** The largest of many errors, and their mean. An error that is no number is the largest of all. */
final class Worst {
  private double worst;
  private double sum;
  private int count;

  void add(double found, double exact) {
    double error = Math.abs(found - exact);
    worst = error <= worst || Double.isNaN(worst) ? worst : error;
    sum += error;
    count++;
  }

  void add(Worst other) {
    worst = other.worst <= worst || Double.isNaN(worst) ? worst : other.worst;
    sum += other.sum;
    count += other.count;
  }

  double worst() {
    return worst;
  }

  double mean() {
    return count == 0 ? Double.NaN : sum / count;
  }
}
