package io.sonde.app.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sonde.app.client.ServerClient;
import io.sonde.app.home.RunningServer;
import io.sonde.app.program.ExitCode;
import io.sonde.app.program.UserError;
import io.sonde.app.progress.Console;
import io.sonde.app.progress.DeviceTable;
import io.sonde.app.server.MachineDevices;
import io.sonde.web.document.DeviceDocument;
import io.sonde.web.document.Json;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the devices. */
@Command(
    name = "devices",
    mixinStandardHelpOptions = true,
    description =
        "Shows the GPUs and CPU slots: while a server runs, what each does and for whom; otherwise"
            + " what this machine has.")
public final class DevicesCommand implements Callable<Integer> {
  @Option(
      names = "--put-back",
      paramLabel = "ID",
      description = "let the running server use a device again that was set aside")
  private @Nullable String putBack;

  @Mixin private HomeOptions options;

  @Override
  public Integer call() {
    Optional<ServerClient> server = RunningServer.find(options.home(), HomeOptions.token());
    if (putBack != null) {
      putBack(server, putBack);
      return ExitCode.OK;
    }
    ObjectNode document =
        server.map(DevicesCommand::served).orElseGet(() -> DeviceDocument.of(new MachineDevices()));
    document.put("server", server.map(one -> one.address().toString()).orElse(null));
    Console console = options.console();
    new DeviceTable(document).print(console);
    console.result(document);
    return ExitCode.OK;
  }

  private void putBack(Optional<ServerClient> server, String device) {
    ServerClient running =
        server.orElseThrow(
            () ->
                UserError.wrongInput(
                    "no server runs in "
                        + options.home().folder()
                        + ", so no device is set aside; a server begins with all of them"));
    try {
      running.putBack(device);
    } catch (IOException e) {
      throw silent(running, e);
    }
    options.console().say("Device " + device + " gets jobs again.");
    options.console().result(Json.object().put("device", device));
  }

  private static ObjectNode served(ServerClient server) {
    try {
      return (ObjectNode) server.get("/api/v1/devices");
    } catch (IOException e) {
      throw silent(server, e);
    }
  }

  private static UserError silent(ServerClient server, IOException e) {
    return UserError.surroundings(
        "the server at " + server.address() + " does not answer: " + e.getMessage());
  }
}
