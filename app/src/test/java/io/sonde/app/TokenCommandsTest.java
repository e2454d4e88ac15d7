package io.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way from the first token to a sweep that only some may start, by the commands. */
class TokenCommandsTest {
  @TempDir Path folder;

  @Test
  void theFirstTokenIsMadeBeforeAnyServerAndOthersBesideIt() throws Exception {
    Path home = folder.resolve("home");
    Path elsewhere = folder.resolve("elsewhere");
    String admin = made(home, "--name", "first", "--role", "admin").path("token").asText();
    Path spec =
        Files.writeString(
            folder.resolve("spec.yaml"),
            """
            name: hello
            objective: {metric: loss, direction: minimize}
            space: {x: {float: [0, 1]}}
            search: {algorithm: random, seed: 1}
            budget: {trials: 1}
            trial: {kind: command, command: [sh, -c, 'echo "{\\"loss\\": 1}"']}
            """);
    try (SondeProcess server = SondeProcess.start(home, "serve", "--host", "0.0.0.0")) {
      server.awaitSaid("Sonde serves");
      Path secret = home.resolve("local.secret");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
          .isEqualTo("rw-------");
      JsonNode run = made(home, "--name", "CI", "--role", "run", "--expires", "90d");
      String code = made(home, "--name", "CD", "--role", "code").path("token").asText();
      SondeProcess refused = submitted(elsewhere, server, spec, run.path("token").asText());
      assertThat(refused.exitCode()).as(refused.said()).isEqualTo(1);
      assertThat(refused.err()).contains("needs the role 'code'");
      SondeProcess taken = submitted(elsewhere, server, spec, code);
      assertThat(taken.exitCode()).as(taken.said()).isZero();
      String id = run.path("id").asText();
      assertThat(SondeProcess.run(home, "token", "revoke", id).exitCode()).isZero();
      SondeProcess revoked = submitted(elsewhere, server, spec, run.path("token").asText());
      assertThat(revoked.err()).contains("is revoked");
      SondeProcess list =
          SondeProcess.start(
              elsewhere,
              Map.of("SONDE_TOKEN", admin),
              List.of(),
              "token",
              "list",
              "--home",
              home.toString());
      assertThat(list.exitCode()).as(list.said()).isZero();
      assertThat(list.out()).contains("CI", "revoked", "first").doesNotContain("sonde_");
      assertThat(SondeProcess.run(home, "token", "revoke", id).exitCode()).isEqualTo(2);
      server.interrupt();
      server.exitCode();
      assertThat(secret).doesNotExist();
    }
  }

  private static JsonNode made(Path home, String... options) {
    String[] arguments = new String[options.length + 3];
    arguments[0] = "token";
    arguments[1] = "create";
    arguments[2] = "--json";
    System.arraycopy(options, 0, arguments, 3, options.length);
    SondeProcess create = SondeProcess.run(home, arguments);
    assertThat(create.exitCode()).as(create.said()).isZero();
    return create.json();
  }

  private static SondeProcess submitted(Path home, SondeProcess server, Path spec, String token) {
    SondeProcess submit =
        SondeProcess.start(
            home,
            Map.of("SONDE_TOKEN", token),
            List.of(),
            "submit",
            spec.toString(),
            "--server",
            server.address());
    submit.exitCode();
    return submit;
  }
}
