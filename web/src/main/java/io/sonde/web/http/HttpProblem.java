package io.sonde.web.http;

/** A request that is refused: an HTTP status, a word for programs, a sentence for people. */
public final class HttpProblem extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final int status;
  private final String code;

  /** With a sentence that says what is wrong, what was expected and what to do. */
  public HttpProblem(int status, String code, String detail) {
    super(detail);
    this.status = status;
    this.code = code;
  }

  /** The request is wrong in itself. */
  public static HttpProblem invalid(String detail) {
    return new HttpProblem(400, "INVALID", detail);
  }

  /** What was asked for is not there. */
  public static HttpProblem unknown(String detail) {
    return new HttpProblem(404, "UNKNOWN", detail);
  }

  /** There is no such sweep. */
  public static HttpProblem noSweep(int number) {
    return unknown("There is no sweep " + number + " here.");
  }

  /** There is no such trial in the sweep. */
  public static HttpProblem noTrial(int sweep, int number) {
    return unknown("Sweep " + sweep + " has no trial " + number + ".");
  }

  /** A trial that has no structure to show, or that is not there. */
  public static HttpProblem noStructure(int sweep, int number) {
    return unknown(
        "Nothing is known of what trial "
            + number
            + " of sweep "
            + sweep
            + " is made of: there is no such trial, it is no network, or its data are gone.");
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The word for programs. */
  public String code() {
    return code;
  }
}
