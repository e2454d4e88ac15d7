package io.sonde.web.document;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sonde.search.spec.Problem;
import io.sonde.search.spec.SpecException;
import java.util.List;

/** What went wrong, as {@code application/problem+json} (RFC 9457). */
public final class ProblemDocument {
  /** The media type of these documents. */
  public static final String MEDIA_TYPE = "application/problem+json";

  private ProblemDocument() {}

  /**
   * A problem.
   *
   * @param status the HTTP status
   * @param code a word in capitals that programs can compare
   * @param detail a sentence that says what is wrong, what was expected and what to do
   */
  public static ObjectNode of(int status, String code, String detail) {
    ObjectNode node = Json.object();
    node.put("type", "about:blank");
    node.put("title", title(status));
    node.put("status", status);
    node.put("code", code);
    return node.put("detail", detail);
  }

  /** All problems of a spec, each with its place. */
  public static ObjectNode of(SpecException e) {
    int count = e.problems().size();
    ObjectNode node =
        of(
            422,
            "SPEC",
            count == 1 ? "The spec has a problem." : "The spec has " + count + " problems.");
    node.set("problems", list(e.problems()));
    return node;
  }

  /** Problems, each with its place. */
  public static ArrayNode list(List<Problem> all) {
    ArrayNode problems = Json.object().putArray("problems");
    for (Problem problem : all) {
      problems
          .addObject()
          .put("line", problem.line())
          .put("column", problem.column())
          .put("path", problem.path())
          .put("message", problem.message());
    }
    return problems;
  }

  private static String title(int status) {
    return switch (status) {
      case 400 -> "Bad request";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "Not found";
      case 405 -> "Method not allowed";
      case 409 -> "Conflict";
      case 410 -> "Gone";
      case 412 -> "Precondition failed";
      case 413 -> "Content too large";
      case 415 -> "Unsupported media type";
      case 421 -> "Misdirected request";
      case 422 -> "Unprocessable content";
      case 428 -> "Precondition required";
      case 429 -> "Too many requests";
      case 503 -> "Service unavailable";
      default -> status < 500 ? "Request refused" : "Internal error";
    };
  }
}
