package io.sonde.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.sonde.app.client.Retry;
import io.sonde.app.client.ServerClient;
import io.sonde.app.program.ExitCode;
import io.sonde.app.progress.Console;
import io.sonde.app.progress.Summary;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Waits for the end of a sweep. */
@Command(
    name = "wait",
    mixinStandardHelpOptions = true,
    description =
        "Waits until a sweep has ended and says what it came to. Exit code 0 when it completed, 1"
            + " when it failed or was cancelled, 3 when it goes on after --timeout.")
public final class WaitCommand implements Callable<Integer> {
  /** Shorter than the client waits for any answer, and than proxies commonly do. */
  private static final Duration AT_ONCE = Duration.ofSeconds(45);

  private static final Set<String> ENDED = Set.of("completed", "failed", "cancelled");

  @Parameters(paramLabel = "SWEEP", description = "the sweep's number, as 'sonde list' shows it")
  private int sweep;

  @Mixin private HomeOptions options;

  @Mixin private RemoteOptions remote;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = TimeText.class,
      description = "give up after this time, such as 90s, 30m or 2h (default: never)")
  private @Nullable Duration timeout;

  @Override
  public Integer call() {
    Console console = options.console();
    ServerClient server = remote.client(options);
    Retry retry = RemoteOptions.patient(server);
    String state = await(server, retry);
    JsonNode summary = retry.ask(() -> server.get("/api/v1/sweeps/" + sweep + "/summary"));
    if (ENDED.contains(state)) {
      new Summary(summary).print(console, options.home());
    } else {
      console.say("Sweep " + sweep + " is still " + state + "; the time to wait for it is over.");
    }
    console.result(summary);
    return state.equals("completed")
        ? ExitCode.OK
        : ENDED.contains(state) ? ExitCode.FAILED : ExitCode.INCONCLUSIVE;
  }

  /** The state it has ended in, or that it is in when the time is over. */
  private String await(ServerClient server, Retry retry) {
    long start = System.nanoTime();
    while (true) {
      long seconds = AT_ONCE.toSeconds();
      if (timeout != null) {
        Duration left = timeout.minusNanos(System.nanoTime() - start);
        seconds = Math.max(1, Math.min(seconds, left.toSeconds()));
      }
      String path = "/api/v1/sweeps/" + sweep + "?wait=" + seconds + "s";
      String state = retry.ask(() -> server.get(path)).path("state").asText();
      boolean over = timeout != null && System.nanoTime() - start >= timeout.toNanos();
      if (ENDED.contains(state) || over) {
        return state;
      }
    }
  }
}
