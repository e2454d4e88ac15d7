package io.sonde.trial.kind;

import io.sonde.scheduler.local.LocalBackend;
import io.sonde.scheduler.port.InMemoryLeaseStore;
import io.sonde.scheduler.queue.Scheduler;
import io.sonde.search.report.TokenKey;
import io.sonde.search.space.Configuration;
import io.sonde.trial.launch.NetworkLauncher;
import io.sonde.trial.launch.WorkerCommand;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Uses this room as the server does. */
final class ServerSide {
  private ServerSide() {}

  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    var trials =
        new NetworkKind()
            .prepare(Specs.of(folder, Map.of("csv", Map.of("file", "data.csv", "label", "kind"))));
    Map<String, Object> tree =
        Map.of(
            "optimizer", Map.of("adam", Map.of("schedule", Map.of("cycle", Map.of()))),
            "network", List.of(Map.of("dense", Map.of("units", 3L))));
    System.out.println(trials.assess(new Configuration(tree, Map.of())));
    WorkerCommand command = new WorkerCommand(Path.of("java"), "none", folder);
    try (Scheduler scheduler =
            new Scheduler(new LocalBackend(), new InMemoryLeaseStore(), List.of());
        NetworkLauncher launcher =
            new NetworkLauncher(
                scheduler,
                command,
                folder,
                () -> URI.create("http://none"),
                new TokenKey(new byte[TokenKey.BYTES]))) {
      launcher.sweepEnded(1);
    }
  }
}
