import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Checks what 'run --json' and 'list --json' printed for the README's first example. */
final class CheckResults {
  private static int wrong;

  private CheckResults() {}

  public static void main(String[] arguments) throws Exception {
    JsonNode run = lastLine(arguments[0]);
    JsonNode trials = run.path("trials");
    int useful = trials.path("completed").asInt() + trials.path("stopped").asInt();
    JsonNode best = run.path("best");
    expect("the sweep completed", run.path("state").asText().equals("completed"));
    expect("12 trials ended", sum(trials) == 12);
    expect("at least 10 trials completed or were stopped early", useful >= 10);
    expect("at least a quarter of the trials was stopped early", trials.path("stopped").asInt() >= 3);
    expect(
        "the validation accuracy is at least 0.97",
        best.path("metrics").path("accuracy").asDouble() >= 0.97);
    expect("the best configuration is told", best.path("config").path("network").isArray());
    expect("the test accuracy is told", run.findValue("test_accuracy") != null);
    expect(
        "the test accuracy is apart from the best metrics",
        best.path("metrics").path("test_accuracy").isMissingNode());

    JsonNode sweeps = lastLine(arguments[1]).path("sweeps");
    expect("one sweep is listed", sweeps.size() == 1);
    JsonNode listed = sweeps.path(0);
    for (String name : List.of("sweep", "experiment", "state")) {
      expect("'" + name + "' is listed as it was told", listed.path(name).equals(run.path(name)));
    }
    boolean same = true;
    for (String state : List.of("completed", "stopped", "failed", "infeasible", "cancelled")) {
      same &= trials.has(state) && listed.path("trials").path(state).equals(trials.path(state));
    }
    expect("the trials are listed as they were told", same);
    System.out.println("the sweep took " + run.path("seconds").asText() + " s");
    System.exit(wrong == 0 ? 0 : 1);
  }

  private static JsonNode lastLine(String file) throws Exception {
    List<String> lines = Files.readAllLines(Path.of(file));
    return new ObjectMapper().readTree(lines.get(lines.size() - 1));
  }

  private static int sum(JsonNode counts) {
    int sum = 0;
    for (JsonNode count : counts) {
      sum += count.asInt();
    }
    return sum;
  }

  private static void expect(String what, boolean isSo) {
    System.out.println((isSo ? "ok    " : "WRONG ") + what);
    wrong += isSo ? 0 : 1;
  }
}
