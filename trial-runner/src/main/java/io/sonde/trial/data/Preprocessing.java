package io.sonde.trial.data;

import io.sonde.trial.settings.Words;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was done to examples before a network saw them, fitted on the training part alone. It is
 * kept beside a model, because the model understands nothing else.
 *
 * @param inputs how the numbers of each input were normalised, by its name; inputs of words or
 *     things have none
 * @param targets how the numbers to be told were normalised, for a regression
 */
public record Preprocessing(Map<String, Normalizer> inputs, Optional<Normalizer> targets) {
  public Preprocessing {
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
  }

  /** Fits on the training part. */
  static Preprocessing fit(DataSpec spec, Examples training) {
    Map<String, Normalizer> inputs = new LinkedHashMap<>();
    for (Input input : training.inputs()) {
      if (input.shape().isNumeric()) {
        Normalizer fitted = spec.normalization(input.shape()).fit(input.rows());
        inputs.put(input.name(), fitted);
      }
    }
    Optional<Normalizer> targets =
        training.targets() instanceof Targets.Numbers numbers
            ? Optional.of(Normalization.STANDARD.fit(numbers.values()))
            : Optional.empty();
    return new Preprocessing(inputs, targets);
  }

  /** The same examples as a network takes them, in new arrays. */
  public Examples apply(Examples examples) {
    List<Input> changed = examples.inputs().stream().map(this::apply).toList();
    return new Examples(changed, apply(examples.targets()));
  }

  private Input apply(Input input) {
    Normalizer normalizer = inputs.get(input.name());
    return normalizer == null
        ? input
        : new Input(input.name(), input.shape(), normalizer.apply(input.rows()));
  }

  private Targets apply(Targets all) {
    return targets.isPresent() && all instanceof Targets.Numbers numbers
        ? new Targets.Numbers(targets.get().apply(numbers.values()), numbers.names())
        : all;
  }

  /** All of it as a tree of maps, lists and numbers. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    Map<String, Object> byInput = new LinkedHashMap<>();
    inputs.forEach((name, normalizer) -> byInput.put(name, tree(normalizer)));
    map.put("normalization", byInput);
    targets.ifPresent(normalizer -> map.put("target_normalization", tree(normalizer)));
    return map;
  }

  private static Map<String, Object> tree(Normalizer normalizer) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("kind", Words.of(normalizer.kind()));
    tree.put("offset", normalizer.offset());
    tree.put("factor", normalizer.factor());
    return tree;
  }
}
