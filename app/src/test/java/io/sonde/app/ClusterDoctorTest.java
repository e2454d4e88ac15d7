package io.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sonde.app.home.ClusterRecord;
import io.sonde.app.home.Home;
import io.sonde.app.home.SharedFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor says of the Kubernetes cluster of a home in which no server runs. */
class ClusterDoctorTest {
  private static final List<String> NAMESPACES = List.of("research", "vision");

  @TempDir Path folder;

  @BeforeEach
  void share() throws IOException {
    Files.createDirectories(home().folder());
    SharedFolder.of(home(), folder.resolve("shared"));
  }

  private Home home() {
    return new Home(folder.resolve("home"));
  }

  private SondeProcess doctor(String address) throws IOException {
    SondeProcess doctor =
        SondeProcess.start(
            home().folder(),
            Map.of("KUBECONFIG", EmptyCluster.kubeconfig(folder, address).toString()),
            List.of(),
            "doctor",
            "--json");
    doctor.exitCode();
    return doctor;
  }

  private static List<String> texts(SondeProcess doctor, String level) {
    List<String> texts = new ArrayList<>();
    for (JsonNode finding : doctor.json().path("findings")) {
      boolean cluster = finding.path("part").asText().equals("cluster");
      if (cluster && finding.path("level").asText().equals(level)) {
        texts.add(finding.path("what").asText());
      }
    }
    return texts;
  }

  @Test
  void eachNamespaceIsAskedAndTheOneThatIsRefusedIsNamed() throws IOException {
    try (EmptyCluster cluster = new EmptyCluster("vision")) {
      ClusterRecord.kubernetes(cluster.address(), NAMESPACES).write(home());
      SondeProcess doctor = doctor(cluster.address());
      assertThat(doctor.exitCode()).as(doctor.said()).isEqualTo(1);
      assertThat(texts(doctor, "ok")).anyMatch(text -> text.contains("namespace research"));
      assertThat(texts(doctor, "error"))
          .singleElement()
          .asString()
          .contains("in the namespace vision", "pods is forbidden");
      assertThat(cluster.asked()).containsExactlyInAnyOrderElementsOf(NAMESPACES);
    }
  }

  @Test
  void aClusterThatDoesNotAnswerIsToldOnce() throws IOException {
    ClusterRecord.kubernetes("http://127.0.0.1:1", NAMESPACES).write(home());
    assertThat(texts(doctor("http://127.0.0.1:1"), "error"))
        .singleElement()
        .asString()
        .contains("http://127.0.0.1:1", "cannot be asked");
  }

  @Test
  void anotherClusterThanTheHomesIsPointedOut() throws IOException {
    try (EmptyCluster other = new EmptyCluster()) {
      ClusterRecord.kubernetes("https://first:6443/", NAMESPACES).write(home());
      SondeProcess doctor = doctor(other.address());
      assertThat(texts(doctor, "warning"))
          .singleElement()
          .asString()
          .contains("https://first:6443", "research, vision", other.address());
      assertThat(other.asked()).isEmpty();
    }
  }
}
