package io.sonde.app.asktell;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sonde.app.asktell.Request.WrongLine;
import io.sonde.search.asktell.AskTell;
import io.sonde.search.asktell.Refused;
import io.sonde.search.history.Goal;
import io.sonde.search.history.TrialState;
import java.util.List;
import java.util.Map;

/** Answers each line of a client with one line; a wrong one with an error that changes nothing. */
public final class Conversation {
  private static final List<String> OPS = List.of("ask", "report", "tell", "best");

  private final AskTell sweep;
  private final Goal goal;

  /** About this sweep. */
  public Conversation(AskTell sweep, Goal goal) {
    this.sweep = sweep;
    this.goal = goal;
  }

  /** The answer to a line, on one line. */
  public String answer(String line) {
    ObjectNode answer;
    try {
      answer = answer(Request.parse(line));
    } catch (WrongLine | Refused e) {
      answer = Answers.error(String.valueOf(e.getMessage()));
    }
    return answer.toString();
  }

  /** The answer to a line that was too long to be read. */
  public static String tooLong(int most) {
    return Answers.error("expected a line of at most " + most + " bytes").toString();
  }

  private ObjectNode answer(Request request) throws WrongLine {
    return switch (request.op(OPS)) {
      case "ask" -> {
        request.only("op");
        yield Answers.asked(sweep.ask());
      }
      case "report" -> {
        request.only("op", "trial", "step", "metrics");
        yield Answers.verdict(
            sweep.report(request.whole("trial"), request.whole("step"), request.metrics()));
      }
      case "tell" -> tell(request);
      default -> {
        request.only("op");
        yield goal.single() ? Answers.best(sweep.best()) : Answers.front(sweep.best());
      }
    };
  }

  private ObjectNode tell(Request request) throws WrongLine {
    request.only("op", "trial", "metrics", "state", "reason");
    int trial = request.whole("trial");
    Map<String, Double> metrics = request.metricsIfAny();
    String reason = request.text("reason").orElse("");
    String word = request.text("state").orElse(TrialState.COMPLETED.word());
    TrialState state = state(word);
    return Answers.told(
        state,
        state == TrialState.COMPLETED
            ? sweep.tell(trial, metrics)
            : sweep.tell(trial, state, reason, metrics));
  }

  private static TrialState state(String word) throws WrongLine {
    return switch (word) {
      case "completed" -> TrialState.COMPLETED;
      case "failed" -> TrialState.FAILED;
      case "infeasible" -> TrialState.INFEASIBLE;
      case "cancelled" -> TrialState.CANCELLED;
      default ->
          throw new WrongLine(
              "expected \"state\": completed, failed, infeasible or cancelled, got \""
                  + word
                  + "\"");
    };
  }
}
