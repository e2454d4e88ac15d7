package io.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.app.home.ClusterRecord;
import io.sonde.app.home.Home;
import io.sonde.scheduler.port.Lease;
import io.sonde.store.Store;
import io.sonde.store.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that come one after another in a home, whose jobs run on in a cluster in between. */
class HomeClusterTest {
  @TempDir Path folder;

  @AfterEach
  void nothingIsLeft() {
    new HomeProcesses(home()).assertNoneLeft();
  }

  private Path home() {
    return folder.resolve("home");
  }

  private SondeProcess start(EmptyCluster cluster, String namespaces) throws IOException {
    return SondeProcess.start(
        home(),
        Map.of("KUBECONFIG", EmptyCluster.kubeconfig(folder, cluster.address()).toString()),
        List.of(),
        "serve",
        "--backend",
        "kubernetes",
        "--shared",
        folder.resolve("shared").toString(),
        "--advertise",
        "http://sonde.example",
        "--namespace",
        namespaces);
  }

  private void serveOnce(EmptyCluster cluster, String namespaces) throws IOException {
    try (SondeProcess server = start(cluster, namespaces)) {
      server.awaitSaid("Sonde serves");
      server.interrupt();
      server.exitCode();
    }
  }

  private ClusterRecord record() {
    return ClusterRecord.read(new Home(home())).orElseThrow();
  }

  /** As if a server had been killed while a job of its ran. */
  private void leaveJob() throws IOException {
    String part = Files.readString(home().resolve("shared-folder")).strip();
    String host = "kubernetes-" + part.substring(part.lastIndexOf('-') + 1);
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home());
        Store store = Store.open(postgres.address())) {
      store.own("http://127.0.0.1:1");
      store
          .leases()
          .acquire(new Lease("1-1-1", "sweep 1", host, List.of(), Instant.now(), Optional.empty()));
    }
  }

  @Test
  void anotherClusterIsRefusedAndEarlierNamespacesAreLookedAtWhileJobsHoldLeases()
      throws IOException {
    try (EmptyCluster first = new EmptyCluster();
        EmptyCluster second = new EmptyCluster()) {
      serveOnce(first, "research,vision");
      assertThat(record())
          .isEqualTo(ClusterRecord.kubernetes(first.address(), List.of("research", "vision")));
      leaveJob();

      SondeProcess refused = start(second, "research");
      assertThat(refused.exitCode()).as(refused.said()).isEqualTo(1);
      assertThat(refused.err())
          .contains("1-1-1", first.address(), "research, vision", second.address())
          .contains(home().resolve("cluster.properties").toString())
          .doesNotContain("Exception");
      assertThat(second.asked()).isEmpty();

      try (EmptyCluster forbidding = new EmptyCluster("vision")) {
        ClusterRecord.kubernetes(forbidding.address(), List.of("vision")).write(new Home(home()));
        SondeProcess blind = start(forbidding, "research");
        assertThat(blind.exitCode()).as(blind.said()).isEqualTo(1);
        assertThat(blind.err()).contains("forbidden in the namespace vision", "hold leases");
      }
      ClusterRecord.kubernetes(second.address(), List.of("vision")).write(new Home(home()));
      serveOnce(second, "research");
      assertThat(second.asked()).containsExactlyInAnyOrder("research", "vision");
      assertThat(record().namespaces()).containsExactly("research", "vision");

      serveOnce(first, "research");
      assertThat(record())
          .isEqualTo(ClusterRecord.kubernetes(first.address(), List.of("research")));
    }
  }
}
