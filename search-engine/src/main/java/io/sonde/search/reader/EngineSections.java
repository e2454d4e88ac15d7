package io.sonde.search.reader;

import io.sonde.search.spec.schema.Schema;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What {@code resources} may ask of a cluster beyond numbers of devices. */
final class EngineSections {
  static final String SLURM = "slurm";
  static final String KUBERNETES = "kubernetes";

  private static final String TIME = "time";

  private static final Schema NAME =
      new Schema.Text("a name without blanks", Optional.of("[A-Za-z0-9_.,-]+"));

  private static final Schema BLANKLESS =
      new Schema.Text("a name without blanks", Optional.of("\\S+"));

  /** Those that Sonde sets itself are refused here already, with their line. */
  private static final Schema OPTION =
      new Schema.Text(
          "an option of sbatch such as --constraint=a100, and none that Sonde sets itself (name,"
              + " output, input, array, export, requeue and the like)",
          Optional.of(
              "--(?!(job-name|output|error|input|open-mode|chdir|requeue|no-requeue|array|wrap|wait"
                  + "|parsable|test-only|export|export-file|get-user-env|clusters)(=|$))"
                  + "[a-z][a-z0-9-]*(=.*)?"));

  private EngineSections() {}

  /** {@code resources.slurm}. */
  static Schema.Mapping slurm() {
    return Schema.mapping()
        .optional("partition", NAME, "where jobs run (the cluster's default)")
        .optional("account", NAME, "whom their time is charged to (the user's default)")
        .optional(TIME, Quantities.TIME, "Slurm's own time limit (two minutes above the timeout)")
        .optional("options", new Schema.Sequence(OPTION, 1), "further options of sbatch")
        .closed();
  }

  /** {@code resources.kubernetes}. */
  static Schema.Mapping kubernetes() {
    Schema marks =
        new Schema.Mapping(
            Map.of(),
            Optional.of(
                new Schema.Text(
                    "a text, in quotes where it looks like a number", Optional.empty())));
    return Schema.mapping()
        .optional(
            "image", BLANKLESS, "what a trial's container runs (the template's, the server's)")
        .optional("namespace", NAME, "where, one of those that the server may use (its first)")
        .optional("labels", marks, "set on each Job and pod")
        .optional("annotations", marks, "set on each Job and pod")
        .optional("template", podTemplate(), "a pod's specification, laid below the trial's")
        .closed();
  }

  /** What must not be otherwise; the rest is Kubernetes' own, which the backend knows. */
  private static Schema.Mapping podTemplate() {
    Schema container =
        Schema.mapping()
            .optional("name", Schema.word("trial"), "trial; may be left out")
            .optional("image", BLANKLESS, "what it runs, unless resources.kubernetes.image says")
            .open();
    return Schema.mapping()
        .optional("restartPolicy", Schema.word("Never"), "Never, for Sonde repeats attempts itself")
        .optional("containers", new Schema.Sequence(container, 1), "the trial's container")
        .open();
  }

  /** What a spec asks of clusters, by their kind; times are whole minutes, rounded up. */
  static Map<String, Object> engines(Section resources) {
    Map<String, Object> engines = new LinkedHashMap<>();
    if (resources.values().get(SLURM) instanceof Map<?, ?> written) {
      Map<String, Object> slurm = new LinkedHashMap<>();
      written.forEach((key, value) -> slurm.put((String) key, value));
      if (written.get(TIME) instanceof String time) {
        slurm.put(TIME, minutes(Quantities.duration(time)));
      }
      engines.put(SLURM, slurm);
    }
    if (resources.values().get(KUBERNETES) instanceof Map<?, ?> written) {
      engines.put(KUBERNETES, written);
    }
    return engines;
  }

  private static long minutes(Duration time) {
    return Math.max(1, time.plusSeconds(59).toMinutes());
  }
}
