package io.sonde.app.progress;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sonde.app.SondeProcess;
import io.sonde.app.client.ServerClient;
import io.sonde.app.client.Submission;
import io.sonde.app.progress.BriefStreams.Stream;
import io.sonde.search.port.SweepStore.Overrides;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepFollowerTest {
  private static final String SPEC =
      """
      name: followed
      objective: {metric: score, direction: maximize}
      space: {x: {float: [0, 1]}}
      search: {algorithm: random, seed: 7}
      budget: {trials: 8, parallel: 1}
      trial:
        kind: command
        command: |
          sleep 1
          printf 'sonde: {"step": 1, "score": %s}\\n' "$SONDE_CONFIG_X"
      """;

  @TempDir Path folder;

  @Test
  void aStreamThatEndsIsFollowedByOneThatGoesOnBehindIt() throws Exception {
    try (SondeProcess program =
            SondeProcess.start(folder.resolve("home"), Map.of(), List.of(), "serve");
        BriefStreams between = new BriefStreams(URI.create(program.address()), 5)) {
      ServerClient server = new ServerClient(URI.create(program.address()), Optional.empty());
      int sweep = server.submit(submission());
      ByteArrayOutputStream said = new ByteArrayOutputStream();
      Console console = new Console(new PrintStream(said, true), System.err, false, "");
      ServerClient followed = new ServerClient(between.address(), Optional.empty());
      JsonNode summary = new SweepFollower(followed, sweep, console, Optional::empty).follow();
      assertThat(summary.path("state").asText()).isEqualTo("completed");
      assertThat(said.toString(StandardCharsets.UTF_8)).contains("8/8 trials: 8 completed");
      assertNothingMissedOrDoubled(between.streams());
    }
  }

  private static void assertNothingMissedOrDoubled(List<Stream> streams) {
    assertThat(streams).as("streams of five events each").hasSizeGreaterThan(3);
    long last = 0;
    for (Stream stream : streams) {
      assertThat(stream.query()).isEqualTo("after=" + last);
      long from = last + 1;
      last += stream.ids().size();
      assertThat(stream.ids()).isEqualTo(LongStream.rangeClosed(from, last).boxed().toList());
    }
  }

  private static Submission submission() {
    return new Submission(
        "sweep.yaml",
        SPEC,
        Optional.empty(),
        Overrides.NONE,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        "once");
  }
}
