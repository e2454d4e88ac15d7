package io.sonde.web.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.search.port.Structure;
import io.sonde.search.port.Structure.Part;
import io.sonde.web.drawing.StructureDrawing.Box;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StructureDrawingTest {

  private static Part part(String name, String... takes) {
    return new Part(name, "dense", "relu", "8", 10, List.of(takes));
  }

  /** Three residual blocks between an input and an output. */
  private static Structure residual() {
    List<Part> parts = new ArrayList<>(List.of(part("input")));
    String last = "input";
    for (int block = 0; block < 3; block++) {
      parts.add(part(block + "_a", last));
      parts.add(part(block + "_b", block + "_a"));
      parts.add(part(block + "_add", block + "_b", last));
      last = block + "_add";
    }
    parts.add(part("output", last));
    return new Structure(parts);
  }

  @Test
  void everyPartStandsBelowThoseItTakesAndNoneOnAnother() {
    StructureDrawing drawing = StructureDrawing.of(residual());
    Map<String, Box> boxes =
        drawing.boxes().stream()
            .collect(Collectors.toMap(box -> box.part().name(), Function.identity()));
    assertThat(boxes).hasSize(11);
    for (Box box : drawing.boxes()) {
      assertThat(box.x()).isBetween(0.0, drawing.width() - StructureDrawing.BOX_WIDTH);
      assertThat(box.y()).isBetween(0.0, drawing.height() - StructureDrawing.BOX_HEIGHT);
      for (String taken : box.part().takes()) {
        assertThat(boxes.get(taken).y() + StructureDrawing.BOX_HEIGHT).isLessThan(box.y());
      }
      for (Box other : drawing.boxes()) {
        assertThat(box.equals(other) || apart(box, other)).as("%s and %s", box, other).isTrue();
      }
    }
  }

  private static boolean apart(Box one, Box other) {
    return Math.abs(one.x() - other.x()) >= StructureDrawing.BOX_WIDTH
        || Math.abs(one.y() - other.y()) >= StructureDrawing.BOX_HEIGHT;
  }

  @Test
  void aLineLeadsFromEachPartToEachThatTakesIt() {
    StructureDrawing drawing = StructureDrawing.of(residual());
    assertThat(drawing.lines()).hasSize(3 * 4 + 1);
    assertThat(drawing.lines()).allMatch(line -> line.matches("M [\\d. ]+( L [\\d. ]+)+"));
  }

  @Test
  void aSinglePartIsDrawnToo() {
    StructureDrawing drawing = StructureDrawing.of(new Structure(List.of(part("input"))));
    assertThat(drawing.boxes()).hasSize(1);
    assertThat(drawing.lines()).isEmpty();
  }
}
