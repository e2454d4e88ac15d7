package io.sonde.trial.network.layer;

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
 * @param summary what it does, one sentence or two in Markdown for the page of all layers
 * @param example as it stands in a list of layers, in YAML on one line, for that page
 * @param schema what may stand under it
 * @param reader makes the layer
 */
public record LayerKind(
    String word, String summary, String example, Schema.Mapping schema, Reader reader) {

  /** Every kind, in the order in which people are told of them. */
  public static final List<LayerKind> ALL =
      List.of(
          DenseLayer.KIND,
          ConvolutionLayer.KIND,
          DepthwiseConvolutionLayer.KIND,
          SeparableConvolutionLayer.KIND,
          PoolLayer.MAX_KIND,
          PoolLayer.AVERAGE_KIND,
          GlobalPoolLayer.KIND,
          FlattenLayer.KIND,
          EmbeddingLayer.KIND,
          PositionsLayer.KIND,
          RecurrentLayer.LSTM_KIND,
          RecurrentLayer.GRU_KIND,
          LastStepLayer.KIND,
          SelfAttentionLayer.KIND,
          TransformerLayer.KIND,
          BatchNormLayer.KIND,
          LayerNormLayer.KIND,
          NormalizeLayer.KIND,
          DropoutLayer.KIND,
          ActivationLayer.KIND,
          SkipLayer.KIND,
          BlockLayer.KIND,
          ResidualLayer.KIND,
          BranchesLayer.KIND,
          CellLayer.KIND,
          TowersLayer.KIND,
          OutputLayer.KIND);

  /** What one layer in a spec may be. */
  static Schema.Variant schemaOfAll() {
    return new Schema.Variant("layer", variants());
  }

  /** What may stand under each word. */
  static Map<String, Schema.Mapping> variants() {
    Map<String, Schema.Mapping> variants = new LinkedHashMap<>();
    ALL.forEach(kind -> variants.put(kind.word, kind.schema));
    return variants;
  }

  /**
   * Reads one layer.
   *
   * @throws SettingsException naming the path of what cannot be used
   */
  public static Layer read(String path, Object value) {
    return read(Settings.branch(path, value));
  }

  static Layer read(Settings.Branch branch) {
    for (LayerKind kind : ALL) {
      if (kind.word.equals(branch.name())) {
        return kind.reader.read(branch.settings().only(kind.schema.fields().keySet()));
      }
    }
    throw new SettingsException(
        branch.settings().path(), "there is no layer '" + branch.name() + "'");
  }

  /** Makes a layer from its settings. */
  @FunctionalInterface
  public interface Reader {
    /** The layer. */
    Layer read(Settings settings);
  }
}
