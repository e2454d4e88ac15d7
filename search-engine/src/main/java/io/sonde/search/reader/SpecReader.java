package io.sonde.search.reader;

import io.sonde.search.port.TrialKind;
import io.sonde.search.spec.Problem;
import io.sonde.search.spec.SpecException;
import io.sonde.search.spec.SweepSpec;
import io.sonde.search.yaml.YamlParser;
import io.sonde.search.yaml.YamlTree;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns YAML into a {@link SweepSpec}, or into all of its problems at once. Thread-safe. */
public final class SpecReader {
  private final Map<String, TrialKind> kinds = new LinkedHashMap<>();
  private final ClusterOptions clusters;

  /** A reader that knows these kinds of trial, and no cluster. */
  public SpecReader(List<TrialKind> kinds) {
    this(kinds, ClusterOptions.ANY);
  }

  /**
   * A reader that knows these kinds of trial.
   *
   * @param clusters what may be asked of clusters
   */
  public SpecReader(List<TrialKind> kinds, ClusterOptions clusters) {
    this.clusters = clusters;
    kinds.forEach(kind -> this.kinds.put(kind.name(), kind));
  }

  /**
   * Reads a spec. Files that it names are not looked at; that is {@link TrialKind#prepare}'s.
   *
   * @param yaml one YAML 1.2 document
   * @param folder against which the paths in it are read
   * @throws SpecException with every problem, in the order of the text, each with line, column,
   *     path, what was expected, and the nearest known word where one is unknown
   */
  public SweepSpec read(String yaml, Path folder) {
    YamlTree tree = YamlParser.parse(yaml);
    if (!(tree instanceof YamlTree.Mapping mapping)) {
      String message =
          "a spec is a mapping with the keys name, objective, space, budget and trial; this is ";
      YamlTree.Mark mark = tree.mark();
      throw new SpecException(
          List.of(new Problem(mark.line(), mark.column(), "", message + Words.got(tree))));
    }
    return new SpecReading(kinds, clusters, mapping)
        .spec(yaml, folder.toAbsolutePath().normalize());
  }
}
