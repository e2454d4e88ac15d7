package io.sonde.trial.network;

import io.sonde.search.spec.schema.Schema;
import io.sonde.trial.settings.Settings;
import io.sonde.trial.settings.SettingsException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A kind of layer: its word, what may be set, and how settings become a {@link Layer}.
 *
 * @param word the key in a spec
 * @param schema what may stand under it
 * @param reader makes the layer
 */
public record LayerKind(String word, Schema.Mapping schema, Reader reader) {

  /** Every kind, in the order in which people are told of them. */
  public static final List<LayerKind> ALL =
      List.of(
          Dense.KIND,
          Convolution.KIND,
          Pooling.MAX_KIND,
          Pooling.AVERAGE_KIND,
          BatchNormalization.KIND,
          Dropout.KIND,
          Activate.KIND,
          Output.KIND);

  /** What one layer in a spec may be. */
  public static Schema.Variant schemaOfAll() {
    Map<String, Schema.Mapping> variants = new LinkedHashMap<>();
    ALL.forEach(kind -> variants.put(kind.word, kind.schema));
    return new Schema.Variant("layer", variants);
  }

  /** Reads one layer of a configuration's list. */
  static Layer read(String path, Object value, int classes) {
    Settings.Branch branch = Settings.branch(path, value);
    for (LayerKind kind : ALL) {
      if (kind.word.equals(branch.name())) {
        return kind.reader.read(branch.settings().only(kind.schema.fields().keySet()), classes);
      }
    }
    throw new SettingsException(path, "there is no layer '" + branch.name() + "'");
  }

  /** Makes a layer from its settings. */
  @FunctionalInterface
  public interface Reader {
    /** The layer, in a network that tells so many classes apart. */
    Layer read(Settings settings, int classes);
  }
}
