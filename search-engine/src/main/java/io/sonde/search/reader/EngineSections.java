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

  private static final Schema NOTHING =
      new Schema.Text("nothing, for the trial's own command runs", Optional.of("(?!)"));

  private EngineSections() {}

  /**
   * {@code resources.slurm}.
   *
   * @param sbatch what a further option may be
   */
  static Schema.Mapping slurm(Schema sbatch) {
    return Schema.mapping()
        .optional("partition", NAME, "where jobs run (the cluster's default)")
        .optional("account", NAME, "whom their time is charged to (the user's default)")
        .optional(TIME, Quantities.TIME, "Slurm's own time limit (two minutes above the timeout)")
        .optional("options", new Schema.Sequence(sbatch, 1), "further options of sbatch")
        .closed();
  }

  /**
   * {@code resources.kubernetes}.
   *
   * @param pod what a pod's specification may hold
   */
  static Schema.Mapping kubernetes(Schema pod) {
    Schema marks =
        new Schema.Mapping(
            Map.of(),
            Optional.of(
                new Schema.Text(
                    "a text, in quotes where it looks like a number", Optional.empty())));
    Schema template =
        new Schema.Named("pod-template", () -> podTemplate((Schema.Mapping) pod.resolved()));
    return Schema.mapping()
        .optional(
            "image", BLANKLESS, "what a trial's container runs (the template's, the server's)")
        .optional("namespace", NAME, "where, one of those that the server may use (its first)")
        .optional("labels", marks, "set on each Job and pod")
        .optional("annotations", marks, "set on each Job and pod")
        .optional("template", template, "a pod's specification, laid below the trial's")
        .closed();
  }

  /** What must not be otherwise, over what is Kubernetes' own, which the backend knows. */
  private static Schema.Mapping podTemplate(Schema.Mapping pod) {
    Schema.Mapping container =
        with(
            containerOf(pod),
            Schema.mapping()
                .optional("name", Schema.word("trial"), "trial; may be left out")
                .optional(
                    "image", BLANKLESS, "what it runs, unless resources.kubernetes.image says")
                .optional("command", NOTHING, "not here")
                .optional("args", NOTHING, "not here")
                .closed());
    return with(
        pod,
        Schema.mapping()
            .optional(
                "restartPolicy", Schema.word("Never"), "Never, for Sonde repeats attempts itself")
            .optional("containers", new Schema.Sequence(container, 1), "the trial's container")
            .closed());
  }

  /** One mapping with keys of another in place of its own. */
  private static Schema.Mapping with(Schema.Mapping whole, Schema.Mapping ours) {
    Map<String, Schema.Field> fields = new LinkedHashMap<>(whole.fields());
    fields.putAll(ours.fields());
    return new Schema.Mapping(fields, whole.others());
  }

  private static Schema.Mapping containerOf(Schema.Mapping pod) {
    Schema.Field containers = pod.fields().get("containers");
    return containers != null
            && containers.schema() instanceof Schema.Sequence sequence
            && sequence.items().resolved() instanceof Schema.Mapping container
        ? container
        : Schema.mapping().open();
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
