package io.sonde.trial.network.layer;

import io.sonde.search.spec.schema.Schema;
import io.sonde.trial.network.graph.ActivationFunction;
import java.util.stream.Collectors;

/** The users' page of all layers, made from {@link LayerKind#ALL}. */
final class LayerPage {
  private static final String HEAD =
      """
      # Layers

      What may stand in the list under `network`, and in the lists and cells within it; [networks](networks.md) shows how they
      are put together. This page is made from the classes of the layers by `LayerPageTest`, which also builds every example.
      Every value may be opened to search where it stands.

      """;

  private LayerPage() {}

  static String text() {
    StringBuilder page = new StringBuilder(HEAD);
    page.append(
        LayerKind.ALL.stream()
            .map(kind -> "[`%s`](#%s)".formatted(kind.word(), kind.word()))
            .collect(Collectors.joining(", ", "", "\n")));
    page.append("\nActivations: ").append(words(ActivationFunction.SCHEMA)).append(".\n");
    LayerKind.ALL.forEach(kind -> page.append(section(kind)));
    return page.toString();
  }

  private static String section(LayerKind kind) {
    StringBuilder section = new StringBuilder();
    section.append("\n## ").append(kind.word()).append("\n\n");
    section.append(kind.summary()).append("\n\n");
    if (!kind.schema().fields().isEmpty()) {
      section.append("| key | value | meaning |\n| --- | --- | --- |\n");
      kind.schema().fields().forEach((key, field) -> section.append(row(key, field)));
      section.append('\n');
    }
    return section.append("```yaml\n- ").append(kind.example()).append("\n```\n").toString();
  }

  private static String row(String key, Schema.Field field) {
    return "| `%s`%s | %s | %s |\n"
        .formatted(
            key, field.required() ? " (required)" : "", value(field.schema()), field.description());
  }

  private static String value(Schema schema) {
    if (schema.equals(ActivationFunction.SCHEMA)) {
      return "an activation";
    } else if (schema.equals(Chain.SCHEMA)) {
      return "a list of layers";
    } else if (schema instanceof Schema.Whole whole) {
      return "whole, %d to %d".formatted(whole.least(), whole.most());
    } else if (schema instanceof Schema.Real real) {
      return real(real);
    } else if (schema instanceof Schema.Word word) {
      return words(word);
    } else if (schema instanceof Schema.Truth) {
      return "`true` or `false`";
    } else if (schema instanceof Schema.Sequence sequence) {
      return sequence.items() instanceof Schema.Named named
          ? "a list with an %s each".formatted(named.name())
          : "a list, each " + value(sequence.items());
    } else if (schema instanceof Schema.Mapping mapping && mapping.others().isPresent()) {
      return "by name, " + value(mapping.others().get());
    }
    throw new AssertionError("a value that the page has no words for: " + schema);
  }

  private static String real(Schema.Real real) {
    String least = real.leastExcluded() ? "above " + plain(Math.nextDown(real.least())) : "";
    if (Double.isInfinite(real.most())) {
      return least.isEmpty() ? "at least " + plain(real.least()) : least;
    }
    return (least.isEmpty() ? plain(real.least()) : least) + " to " + plain(real.most());
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? "%.0f".formatted(number) : "" + number;
  }

  private static String words(Schema.Word word) {
    return word.words().stream().map(w -> "`" + w + "`").collect(Collectors.joining(", "));
  }
}
