package io.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the program needs for a Kubernetes cluster, and says where it is missing. */
class KubernetesOptionsTest {
  @TempDir Path folder;

  @AfterEach
  void nothingIsLeft() {
    new HomeProcesses(home()).assertNoneLeft();
  }

  private Path home() {
    return folder.resolve("home");
  }

  /** Starts it for a person who has no configuration of a cluster but this. */
  private SondeProcess run(String kubeconfig, String... more) {
    List<String> all =
        new ArrayList<>(List.of("run", Specs.quick(folder).toString(), "--backend", "kubernetes"));
    all.addAll(List.of(more));
    SondeProcess sonde =
        SondeProcess.start(
            home(),
            Map.of("KUBECONFIG", kubeconfig),
            List.of("-Duser.home=" + folder),
            all.toArray(String[]::new));
    sonde.exitCode();
    return sonde;
  }

  private void assertRefused(SondeProcess sonde, int code, String... parts) {
    assertThat(sonde.exitCode()).as(sonde.said()).isEqualTo(code);
    assertThat(sonde.err()).contains(parts).doesNotContain("Exception");
  }

  @Test
  void optionsThatAreMissingOrOutOfPlaceAreToldBeforeAnythingStarts() {
    String shared = folder.resolve("shared").toString();
    assertRefused(run(""), 2, "--shared DIR");
    assertRefused(run("", "--shared", shared), 2, "--advertise URL", "127.0.0.1");
    SondeProcess local =
        SondeProcess.run(home(), "run", Specs.quick(folder).toString(), "--image", "trials:1");
    assertRefused(local, 2, "--namespace and --image are for --backend kubernetes");
    assertThat(home()).doesNotExist();
  }

  @Test
  void aClusterThatIsNotNamedIsAskedFor() {
    String[] options = {
      "--shared", folder.resolve("shared").toString(), "--advertise", "http://sonde.example"
    };
    assertRefused(run("", options), 1, "no cluster is named", "KUBECONFIG");
    assertRefused(
        run(folder.resolve("none").toString(), options), 1, "no file that is there", "none");
  }

  @Test
  void aClusterThatDoesNotAnswerIsNamed() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Path file = EmptyCluster.kubeconfig(folder, "http://127.0.0.1:" + port);
    SondeProcess sonde =
        run(
            file.toString(),
            "--shared",
            folder.resolve("shared").toString(),
            "--advertise",
            "http://sonde.example");
    assertRefused(sonde, 1, "127.0.0.1:" + port, "cannot be asked");
  }
}
