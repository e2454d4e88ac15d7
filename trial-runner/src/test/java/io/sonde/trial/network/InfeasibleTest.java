package io.sonde.trial.network;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sonde.trial.data.DataFacts;
import io.sonde.trial.data.Shape;
import io.sonde.trial.data.Task;
import io.sonde.trial.network.graph.InfeasibleException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What cannot be built is told with its place, what it gets, and where that helps what to do. */
class InfeasibleTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          flat  | [conv: {filters: 2}] | network[0].conv: a convolution needs an image
          steps | [depthwise_conv] | network[0].depthwise_conv: a convolution needs an image, but gets 6 steps of 4
          image | [dense: {units: 2}, separable_conv: {filters: 2}] | network[1].separable_conv: a convolution needs an image
          image | [conv: {filters: 2, kernel: 9, padding: valid}] | network[0].conv: a window of side 9 does not fit an image of side 8
          image | [residual: {layers: [batch_norm, conv: {filters: 2, kernel: 9, padding: valid}]}] | network[0].residual.layers[1].conv: a window of side 9
          image | [residual: {layers: [flatten]}] | network[0].residual: what goes in is 8×8×1 and what its layers give is 64, between which nothing projects
          image | [residual: {layers: [residual: {layers: [lstm: {units: 2}]}]}] | network[0].residual.layers[0].residual.layers[0].lstm: it needs a sequence, but gets 8×8×1
          image | [branches: {paths: [[max_pool], []]}] | network[0].branches: what is joined may differ in its channels only, but here meet 4×4×1 and 8×8×1
          image | [branches: {paths: [[skip], [dropout: {rate: 0.1}, self_attention]]}] | network[0].branches.paths[1][1].self_attention: it needs a sequence
          image | [branches: {merge: add, paths: [[conv: {filters: 2}], []]}] | network[0].branches: what is added must have one shape, but here meet 8×8×2 and 8×8×1
          image | [cell: {edges: [skip, none, {gru: {units: 2}}]}] | network[0].cell.edges[2].gru: it needs a sequence
          image | [cell: {edges: [none, none, skip]}] | network[0].cell: no way leads from what goes in to what comes out
          image | [cell: {edges: [max_pool, skip, skip]}] | network[0].cell: what is added must have one shape
          image | [block: {layers: [flatten, max_pool]}] | network[0].block.layers[1].max_pool: a pooling layer needs an image, but gets 64 flat numbers
          image | [layer_norm] | network[0].layer_norm: it needs flat numbers or a sequence, but gets 8×8×1; batch_norm takes images
          image | [normalize] | network[0].normalize: it needs flat numbers, but gets 8×8×1
          image | [embedding: {units: 2}] | network[0].embedding: it needs words of a text or a thing of many, but gets 8×8×1 numbers
          flat  | [global_pool] | network[0].global_pool: it needs an image or a sequence, but gets 5
          flat  | [last_step] | network[0].last_step: it needs a sequence, but gets 5
          flat  | [positions] | network[0].positions: it needs a sequence, but gets 5
          flat  | [transformer] | network[0].transformer: it needs a sequence, but gets 5
          flat  | [dropout: {rate: 0.5, kind: spatial}] | network[0].dropout: a spatial dropout drops whole channels
          steps | [batch_norm] | network[0].batch_norm: it needs an image or flat numbers, but gets 6 steps of 4; layer_norm takes sequences
          steps | [transformer: {heads: 3}] | network[0].transformer: 3 heads cannot share 4 units equally
          steps | [self_attention: {heads: 4, units: 6}] | network[0].self_attention: 4 heads cannot share 6 units equally
          steps | [lstm: {units: 3}] | network[1].output: an output needs flat numbers or an image, but gets 6 steps of 3; put last_step or global_pool before it
          text  | [lstm: {units: 3}] | network[0].lstm: it needs a sequence, but gets 9 of 30 words; put an embedding before it
          text  | [dense: {units: 3}] | network[0].dense: it needs numbers, but gets 9 of 30 words; put an embedding before it
          text  | [flatten] | network[0].flatten: it needs numbers, but gets 9 of 30 words; put an embedding before it
          text  | [] | network[0].output: an output needs flat numbers or an image, but gets 9 of 30 words; put an embedding before it
          thing | [embedding: {units: 3, positions: learned}] | network[0].embedding: only a text has positions, but what goes in is one of 12; leave them out
          flat  | [dense: {units: 1000000}, dense: {units: 1000000}] | network[1].dense: it is too large
          """)
  void theReasonBeginsWithThePlace(String input, String layers, String reason) {
    Object tree = new Load(LoadSettings.builder().build()).loadFromString(layers);
    NetworkConfiguration configuration = NetworkConfiguration.read(Map.of("network", tree));
    DataFacts data = DataFacts.of(shape(input), new Task.Classification(List.of("a", "b")));
    assertThatThrownBy(() -> configuration.graph(data))
        .isInstanceOf(InfeasibleException.class)
        .hasMessageStartingWith(reason);
  }

  private static Shape shape(String input) {
    return switch (input) {
      case "flat" -> Shape.flat(5);
      case "steps" -> Shape.sequence(6, 4);
      case "text" -> Shape.tokens(9, 30);
      case "thing" -> Shape.category(12);
      default -> Shape.image(8, 8, 1);
    };
  }
}
