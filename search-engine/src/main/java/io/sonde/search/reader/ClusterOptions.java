package io.sonde.search.reader;

import io.sonde.search.spec.schema.Schema;
import java.util.Optional;

/**
 * What a spec may ask of clusters, in the words of those who run trials there.
 *
 * @param pod what the template of a pod may hold: a mapping, or its name
 * @param sbatch what a further option of Slurm's {@code sbatch} may be: a text
 */
public record ClusterOptions(Schema pod, Schema sbatch) {
  /** Where nobody is there to say: any template of a pod, and what looks like an option. */
  public static final ClusterOptions ANY =
      new ClusterOptions(
          Schema.mapping().open(),
          new Schema.Text(
              "an option of sbatch such as --constraint=a100",
              Optional.of("--[a-z][a-z0-9-]*(=.*)?")));
}
