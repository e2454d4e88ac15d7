package io.sonde.app.asktell;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sonde.search.asktell.Asked;
import io.sonde.search.asktell.Best;
import io.sonde.search.history.Completion;
import io.sonde.search.history.TrialState;
import io.sonde.search.report.Verdict;
import io.sonde.search.space.Configuration;
import java.util.Map;

/** What the engine answers, as JSON. Numbers that are not finite are written as texts. */
final class Answers {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Answers() {}

  static ObjectNode asked(Asked asked) {
    ObjectNode answer = MAPPER.createObjectNode();
    if (asked instanceof Asked.Work work) {
      answer.put("trial", work.trial());
      if (work.resumed()) {
        answer.put("resume", true);
      }
      work.until().ifPresent(until -> answer.put("until", until));
      work.after().ifPresent(after -> answer.put("after", after));
      configuration(answer, work.configuration());
    } else if (asked instanceof Asked.Later later) {
      answer.put("done", false).put("wait", later.reason());
    } else {
      answer.put("done", true);
    }
    return answer;
  }

  static ObjectNode verdict(Verdict verdict) {
    return MAPPER
        .createObjectNode()
        .put("decision", verdict.decision().word())
        .put("reason", verdict.reason());
  }

  /**
   * That a trial is told.
   *
   * @param told the state that the client meant; another one is said, with its reason
   */
  static ObjectNode told(TrialState told, Completion completion) {
    ObjectNode answer = MAPPER.createObjectNode().put("ok", true);
    if (completion.state() != told) {
      answer.put("state", completion.state().word()).put("reason", completion.reason());
    }
    return answer;
  }

  /** The best trial of one objective. */
  static ObjectNode best(Best best) {
    ObjectNode answer = MAPPER.createObjectNode();
    if (best.trials().isEmpty()) {
      return answer.putNull("trial");
    }
    Best.Found found = best.trials().get(0);
    answer.put("trial", found.trial());
    answer.put("value", found.values().values().iterator().next());
    configuration(answer, found.configuration());
    return answer;
  }

  /** The Pareto front of several objectives. */
  static ObjectNode front(Best best) {
    ObjectNode answer = MAPPER.createObjectNode();
    var front = answer.putArray("front");
    for (Best.Found found : best.trials()) {
      ObjectNode trial = front.addObject().put("trial", found.trial());
      numbers(trial.putObject("values"), found.values());
      configuration(trial, found.configuration());
    }
    answer.put("hypervolume", best.hypervolume());
    numbers(answer.putObject("reference"), best.reference());
    return answer;
  }

  static ObjectNode error(String message) {
    return MAPPER.createObjectNode().put("error", message);
  }

  private static void numbers(ObjectNode node, Map<String, Double> numbers) {
    numbers.forEach((name, value) -> node.put(name, value));
  }

  private static void configuration(ObjectNode node, Configuration configuration) {
    node.set("config", MAPPER.valueToTree(configuration.tree()));
    node.set("parameters", MAPPER.valueToTree(configuration.values()));
  }
}
