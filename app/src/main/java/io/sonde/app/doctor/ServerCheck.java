package io.sonde.app.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.sonde.app.doctor.Probe.Reply;
import io.sonde.app.program.VersionText;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** A running server, as it answers over HTTP. */
final class ServerCheck implements Check {
  /** What the clocks may differ: answers tell the time in whole seconds. */
  private static final Duration SKEW = Duration.ofSeconds(3);

  private static final Duration SLOW = Duration.ofSeconds(2);
  private final URI address;
  private final Optional<URI> advertise;
  private final Probe probe;

  ServerCheck(URI address, Optional<String> token, Optional<URI> advertise) {
    this.address = address;
    this.advertise = advertise;
    this.probe = new Probe(address, token);
  }

  @Override
  public String part() {
    return "server";
  }

  @Override
  public void run(Findings findings) {
    Reply health = probe.get("/healthz");
    if (health.failure().isPresent() || health.status() != 200) {
      findings.error(
          part(),
          address + " does not answer /healthz: " + health.told(),
          "no page, command or trial reaches it",
          "look whether the process runs and what its log says; restart it if it hangs");
      return;
    }
    if (health.took().compareTo(SLOW) > 0) {
      findings.warning(
          part(),
          "%s took %d ms to answer".formatted(address, health.took().toMillis()),
          "the machine, or the way to it, is overloaded",
          "look at the machine's load and at /metrics");
    } else {
      findings.ok(part(), "%s answers in %d ms".formatted(address, health.took().toMillis()));
    }
    clock(findings, health);
    ready(findings);
    version(findings);
    devices(findings);
    advertise.filter(url -> !url.equals(address)).ifPresent(url -> reach(findings, url));
  }

  private void clock(Findings findings, Reply health) {
    if (health.skew().isPresent() && health.skew().get().abs().compareTo(SKEW) > 0) {
      findings.warning(
          part(),
          "its clock is %d s off this machine's".formatted(health.skew().get().toSeconds()),
          "times of trials do not fit together, and signed messages are refused",
          "let both take the time from the network (timedatectl set-ntp true)");
    }
  }

  private void ready(Findings findings) {
    Reply ready = probe.get("/readyz");
    if (ready.status() == 200) {
      findings.ok(part(), "it is ready: its database answers");
      return;
    }
    StringBuilder missing = new StringBuilder();
    ready.json().path("missing").forEach(one -> missing.append(' ').append(one.asText()));
    findings.error(
        part(),
        "it is not ready:" + (missing.isEmpty() ? " " + ready.told() : missing),
        "reports of trials wait; after three minutes without a database sweeps fail",
        "bring the database back; see the findings about it");
  }

  private void version(Findings findings) {
    Reply reply = probe.get("/version");
    if (refused(findings, reply)) {
      return;
    }
    String version = reply.json().path("version").asText("");
    if (version.equals(VersionText.version())) {
      findings.ok(part(), "it is of the same version, " + version);
    } else {
      findings.warning(
          part(),
          "it is Sonde %s, and this program %s".formatted(version, VersionText.version()),
          "commands may ask for what it does not have",
          "use the same version on both sides");
    }
  }

  private boolean refused(Findings findings, Reply reply) {
    if (reply.status() != 401 && reply.status() != 403) {
      return false;
    }
    findings.error(
        part(),
        "it does not let this program in: " + reply.json().path("detail").asText(reply.told()),
        "commands cannot work with it",
        "set SONDE_TOKEN to a token that is valid; 'sonde token create' makes one on its machine");
    return true;
  }

  private void devices(Findings findings) {
    Reply reply = probe.get("/api/v1/devices");
    if (reply.status() != 200) {
      return;
    }
    JsonNode document = reply.json();
    for (JsonNode problem : document.path("problems")) {
      findings.warning(
          "devices",
          problem.asText(),
          "trials may wait for devices that nobody sees",
          "mend the driver or the tool that it names, then restart the server");
    }
    for (JsonNode device : document.path("devices")) {
      if (!device.path("set_aside").isNull()) {
        findings.warning(
            "devices",
            "%s is set aside: %s"
                .formatted(device.path("device").asText(), device.path("set_aside").asText()),
            "it gets no more jobs",
            "find out why jobs fail there, then sonde devices --put-back "
                + device.path("device").asText());
      }
    }
  }

  private void reach(Findings findings, URI url) {
    Reply reply = new Probe(url, Optional.empty()).get("/healthz");
    if (reply.status() == 200) {
      findings.ok(part(), "its advertised address " + url + " answers here");
    } else {
      findings.error(
          part(),
          "its advertised address " + url + " does not answer here: " + reply.told(),
          "trials elsewhere cannot report",
          "correct --advertise, the name, or the firewall between");
    }
  }
}
