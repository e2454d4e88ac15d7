package io.sonde.trial.network;

import io.sonde.search.spec.schema.Schema;
import io.sonde.trial.settings.Settings;
import io.sonde.trial.settings.SettingsException;
import io.sonde.trial.settings.Words;
import java.util.Set;

/** Reads what stands under a kind of compression, and fits its epochs into the training. */
final class CompressionReader {
  private static final double HIGHEST_RATIO = 0.999;
  private static final Schema RATIO = Schema.real(0, HIGHEST_RATIO);
  private static final Schema EPOCH = Schema.whole(1, 1_000_000);
  private static final Schema SCOPE = new Schema.Word(Words.of(Compression.Scope.class));

  static final Schema.Mapping MAGNITUDE =
      Schema.mapping()
          .required("ratio", RATIO, "fraction of the weights that is removed")
          .optional("scope", SCOPE, "the ratio is of all weights together (global, the default)")
          .optional(
              "schedule",
              new Schema.Word(Words.of(Pace.class)),
              "all at once (the default), or gradually from start to end")
          .optional("start", EPOCH, "the epoch after which the first are removed, default 1")
          .optional("end", EPOCH, "of gradual: the epoch after which the last are, default half")
          .closed();

  static final Schema.Mapping STRUCTURED =
      Schema.mapping()
          .required("ratio", RATIO, "fraction of filters and units that is removed")
          .optional(
              "criterion",
              new Schema.Word(Words.of(Compression.Criterion.class)),
              "by what they are judged, default l1")
          .optional("at", EPOCH, "the epoch after which they are removed, default half")
          .optional("scope", SCOPE, "the ratio is of each layer (layer, the default)")
          .closed();

  private final Settings settings;
  private final int epochs;

  /** Whether weights are removed in one step or several. */
  private enum Pace {
    ONCE,
    GRADUAL
  }

  CompressionReader(Settings settings, int epochs) {
    this.settings = settings;
    this.epochs = epochs;
  }

  Compression read(String name) {
    return switch (name) {
      case "none" -> {
        settings.only(Set.of());
        yield Compression.NONE;
      }
      case "magnitude" -> magnitude();
      case "structured" -> structured();
      default ->
          throw new SettingsException(settings.path(), "there is no compression '" + name + "'");
    };
  }

  private Compression magnitude() {
    settings.only(MAGNITUDE.fields().keySet());
    int start = epoch("start", 1);
    Pace pace = settings.oneOf("schedule", Pace.class, Pace.ONCE);
    int end = pace == Pace.ONCE ? start : epoch("end", Math.max(start, half()));
    if (end < start) {
      throw new SettingsException(
          settings.at("end"), "expected at least the start, " + start + ", got " + end);
    }
    return new Compression.Magnitude(
        ratio(),
        settings.oneOf("scope", Compression.Scope.class, Compression.Scope.GLOBAL),
        start,
        end);
  }

  private Compression structured() {
    settings.only(STRUCTURED.fields().keySet());
    return new Compression.Structured(
        ratio(),
        settings.oneOf("criterion", Compression.Criterion.class, Compression.Criterion.L1),
        epoch("at", half()),
        settings.oneOf("scope", Compression.Scope.class, Compression.Scope.LAYER));
  }

  private double ratio() {
    settings.number("ratio");
    return settings.within("ratio", 0, HIGHEST_RATIO, 0);
  }

  private int half() {
    return Math.max(1, epochs / 2);
  }

  private int epoch(String key, int otherwise) {
    int epoch = settings.positive(key, otherwise);
    if (epoch > epochs) {
      throw new SettingsException(
          settings.at(key),
          "expected at most training.epochs, " + epochs + ", so that it happens; got " + epoch);
    }
    return epoch;
  }
}
