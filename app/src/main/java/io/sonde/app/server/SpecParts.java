package io.sonde.app.server;

import io.sonde.scheduler.slurm.SbatchOption;
import io.sonde.search.jsonschema.SpecSchema;
import io.sonde.search.port.PreparedTrials;
import io.sonde.search.port.TrialKind;
import io.sonde.search.reader.ClusterOptions;
import io.sonde.search.reader.ExternalKind;
import io.sonde.search.reader.SpecReader;
import io.sonde.search.spec.SweepSpec;
import io.sonde.search.spec.schema.Schema;
import io.sonde.trial.kind.ClassKind;
import io.sonde.trial.kind.CommandKind;
import io.sonde.trial.kind.NetworkKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The kinds of trial there are, and the reader that knows them. */
public final class SpecParts {
  private final List<TrialKind> kinds =
      List.of(new NetworkKind(), new CommandKind(), new ClassKind(), new ExternalKind());
  private final ClusterOptions clusters =
      new ClusterOptions(
          new PodTemplateSchema().named(),
          new Schema.Text(SbatchOption.EXPECTED, Optional.of(SbatchOption.PATTERN)));
  private @Nullable String schema;

  /** Reads specs. */
  public SpecReader reader() {
    return new SpecReader(kinds, clusters);
  }

  /** The JSON Schema of specs; made once, because that takes a moment. */
  public synchronized String schema() {
    if (schema == null) {
      schema = new SpecSchema(kinds, clusters).json();
    }
    return schema;
  }

  /** The kinds by name. */
  public Map<String, TrialKind> kinds() {
    Map<String, TrialKind> byName = new LinkedHashMap<>();
    kinds.forEach(kind -> byName.put(kind.name(), kind));
    return byName;
  }

  /** Looks at what the trials of a spec need, such as their data. */
  public PreparedTrials prepare(SweepSpec spec) {
    return Objects.requireNonNull(kinds().get(spec.trial().kind())).prepare(spec);
  }
}
