package io.sonde.web.page;

import io.sonde.search.port.Structure;
import io.sonde.web.drawing.StructureDrawing;
import java.util.List;
import java.util.Optional;

/**
 * The network of a trial.
 *
 * @param drawing empty when there are too many layers for a picture that one can look at
 * @param sentence what a picture shows, for those who do not see it
 */
public record NetworkView(
    int sweep, int trial, String sentence, List<LayerView> layers, Optional<DrawingView> drawing) {
  private static final int MOST_DRAWN = 400;

  /** A layer in the table. */
  public record LayerView(
      String name, String kind, String gives, String parameters, String takes) {}

  /** A picture. */
  public record DrawingView(double width, double height, List<BoxView> boxes, List<String> lines) {}

  /**
   * A layer in the picture.
   *
   * @param look the kind whose colour it has
   * @param x of its upper left corner
   * @param y of its upper left corner
   */
  public record BoxView(String look, String kind, String gives, String title, double x, double y) {}

  static NetworkView of(int sweep, int trial, Structure structure) {
    int layers = structure.parts().size();
    long parameters = structure.parts().stream().mapToLong(Structure.Part::parameters).sum();
    return new NetworkView(
        sweep,
        trial,
        "%s with %s".formatted(Figures.count(layers, "layer"), learnt(parameters)),
        structure.parts().stream().map(NetworkView::layer).toList(),
        layers > MOST_DRAWN
            ? Optional.empty()
            : Optional.of(drawing(StructureDrawing.of(structure))));
  }

  private static String learnt(long parameters) {
    return parameters == 1 ? "1 parameter" : Figures.number(parameters) + " parameters";
  }

  private static String kind(Structure.Part part) {
    return part.detail().isEmpty() ? part.kind() : part.kind() + " · " + part.detail();
  }

  private static LayerView layer(Structure.Part part) {
    return new LayerView(
        part.name(),
        kind(part),
        part.gives(),
        part.parameters() == 0 ? "" : Figures.number(part.parameters()),
        String.join(", ", part.takes()));
  }

  private static DrawingView drawing(StructureDrawing drawing) {
    return new DrawingView(
        drawing.width(),
        drawing.height(),
        drawing.boxes().stream().map(NetworkView::box).toList(),
        drawing.lines());
  }

  private static BoxView box(StructureDrawing.Box box) {
    Structure.Part part = box.part();
    String learnt = part.parameters() == 0 ? "" : ", " + learnt(part.parameters());
    return new BoxView(
        part.kind(),
        kind(part),
        part.gives(),
        part.name() + ": " + part.gives() + learnt,
        box.x(),
        box.y());
  }
}
