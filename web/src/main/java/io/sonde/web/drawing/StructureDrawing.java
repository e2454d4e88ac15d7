package io.sonde.web.drawing;

import io.sonde.search.port.Structure;
import io.sonde.search.port.Structure.Part;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkBendPoint;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/**
 * A structure as boxes and lines, from the top to the bottom, placed by the layered method of
 * Sugiyama, Tagawa and Toda (1981) as the Eclipse Layout Kernel has it. Lengths are in pixels.
 */
public record StructureDrawing(double width, double height, List<Box> boxes, List<String> lines) {
  /** Of every box. */
  public static final double BOX_WIDTH = 168;

  /** Of every box. */
  public static final double BOX_HEIGHT = 44;

  public StructureDrawing {
    boxes = List.copyOf(boxes);
    lines = List.copyOf(lines);
  }

  /** A part with the place of its upper left corner. */
  public record Box(Part part, double x, double y) {}

  /** Places the parts. Takes milliseconds, but seconds the first time, and longer for thousands. */
  public static StructureDrawing of(Structure structure) {
    ElkNode root = ElkGraphUtil.createGraph();
    root.setProperty(CoreOptions.ALGORITHM, "org.eclipse.elk.layered");
    root.setProperty(CoreOptions.DIRECTION, Direction.DOWN);
    root.setProperty(CoreOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
    Map<String, ElkNode> nodes = new HashMap<>();
    for (Part part : structure.parts()) {
      ElkNode node = ElkGraphUtil.createNode(root);
      node.setDimensions(BOX_WIDTH, BOX_HEIGHT);
      nodes.put(part.name(), node);
      part.takes()
          .forEach(
              name -> ElkGraphUtil.createSimpleEdge(Objects.requireNonNull(nodes.get(name)), node));
    }
    new RecursiveGraphLayoutEngine().layout(root, new BasicProgressMonitor());
    return new StructureDrawing(
        root.getWidth(),
        root.getHeight(),
        structure.parts().stream()
            .map(part -> box(part, Objects.requireNonNull(nodes.get(part.name()))))
            .toList(),
        root.getContainedEdges().stream().map(StructureDrawing::line).toList());
  }

  private static Box box(Part part, ElkNode node) {
    return new Box(part, node.getX(), node.getY());
  }

  /** The path of a line, in the words of SVG. */
  private static String line(ElkEdge edge) {
    ElkEdgeSection section = edge.getSections().get(0);
    Stream<String> bends = section.getBendPoints().stream().map(StructureDrawing::place);
    return Stream.of(
            Stream.of(place(section.getStartX(), section.getStartY())),
            bends,
            Stream.of(place(section.getEndX(), section.getEndY())))
        .flatMap(points -> points)
        .collect(Collectors.joining(" L ", "M ", ""));
  }

  private static String place(ElkBendPoint point) {
    return place(point.getX(), point.getY());
  }

  private static String place(double x, double y) {
    return String.format(Locale.ROOT, "%.1f %.1f", x, y);
  }
}
