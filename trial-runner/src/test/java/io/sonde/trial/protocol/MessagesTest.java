package io.sonde.trial.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sonde.search.history.Constraint;
import io.sonde.search.history.Direction;
import io.sonde.search.history.Objective;
import io.sonde.search.report.AttemptId;
import io.sonde.trial.checkpoint.Rhythm;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MessagesTest {
  @Test
  void assignmentsSurviveTheWire() {
    Assignment assignment =
        new Assignment(
            new AttemptId(1, 0, 2),
            "secret",
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            Map.of("network", List.of(Map.of("dense", Map.of("rate", 0.1, "name", "a \"b\"")))),
            Map.of("csv", Map.of("file", "/data/ä.csv")),
            new Objective("loss", Direction.MINIMIZE),
            new LatencyWish(
                true, List.of(new Constraint("latency_p95", Double.NEGATIVE_INFINITY, 2.5, true))),
            Optional.of("8.6"),
            Optional.of(Path.of("/runs/0")),
            Rhythm.ofSteps(3),
            Optional.of(Path.of("/runs/parent")),
            Path.of("/runs/1"),
            Path.of("/runs/1/log.txt"));
    assertThat(Assignment.parse(assignment.toJson())).isEqualTo(assignment);
    assertThat(assignment.toString()).doesNotContain("secret");
  }

  @Test
  void sessionsSurviveTheWireOnOneLine() {
    WorkerSession session = new WorkerSession(URI.create("http://127.0.0.1:1"), "w", "secret");
    assertThat(session.toJson()).doesNotContain("\n");
    assertThat(WorkerSession.parse(session.toJson())).isEqualTo(session);
    assertThat(session.toString()).doesNotContain("secret");
  }

  @Test
  void saysWhatIsWrong() {
    assertThatThrownBy(() -> WorkerSession.parse("nonsense"))
        .hasMessageContaining("expected a JSON object");
    assertThatThrownBy(() -> WorkerSession.parse("{\"server\": 1}"))
        .hasMessageContaining("expected text under 'server', got 1");
  }
}
