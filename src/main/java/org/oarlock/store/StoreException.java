package org.oarlock.store;

import java.sql.SQLException;
import org.oarlock.problem.Problem;

/** A results store cannot be used as asked; says so in a {@link Problem}. */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public StoreException(Problem problem) {
    super(problem.message());
    this.problem = problem;
  }

  StoreException(Problem problem, SQLException cause) {
    super(problem.message(), cause);
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
