package io.sonde.app.doctor;

import io.sonde.app.server.MachineDevices;
import io.sonde.scheduler.cgroup.ControlGroups;
import io.sonde.scheduler.device.Device;
import io.sonde.scheduler.queue.SchedulerStatus;
import java.nio.file.Files;
import java.nio.file.Path;

/** What trials find on this machine: devices and their driver, control groups, Python. */
final class MachineCheck implements Check {
  @Override
  public String part() {
    return "machine";
  }

  @Override
  public void run(Findings findings) {
    devices(findings);
    ControlGroups groups = ControlGroups.here("doctor");
    if (groups.usable()) {
      findings.ok(part(), groups.sentence());
    } else {
      findings.warning(
          part(),
          groups.sentence(),
          "a process that hides well can outlive its trial, and memory limits are checked from"
              + " outside",
          "see docs/processes.md for systemd and containers");
    }
    python(findings);
  }

  private static void devices(Findings findings) {
    SchedulerStatus status = new MachineDevices().status();
    long gpus =
        status.devices().stream().filter(one -> one.device().kind() == Device.Kind.GPU).count();
    findings.ok(
        "devices", "%d GPUs and %d CPU slots".formatted(gpus, status.devices().size() - gpus));
    for (String problem : status.problems()) {
      findings.error(
          "devices",
          problem,
          "trials cannot use these devices",
          "mend the driver: 'nvidia-smi' must work for this user");
    }
    boolean card = Files.exists(Path.of("/proc/driver/nvidia/version")) || pciCard();
    if (gpus == 0 && status.problems().isEmpty() && card) {
      findings.warning(
          "devices",
          "there is an NVIDIA card or driver, but nvidia-smi finds no GPU",
          "trials run on the processor only",
          "install the driver with nvidia-smi, or hand the GPUs to this container");
    }
  }

  private static boolean pciCard() {
    return Files.exists(Path.of("/dev/nvidia0"));
  }

  private void python(Findings findings) {
    Tool python = new Tool("python3");
    if (python.place().isEmpty()) {
      findings.warning(
          part(),
          "there is no python3 on the PATH",
          "trials that are Python programs cannot run",
          "install it, if you have such trials");
      return;
    }
    Tool.Answer version = python.call("--version");
    if (version.good()) {
      findings.ok(part(), version.line() + " for trials that are commands");
    } else {
      findings.warning(
          part(),
          "python3 does not work: " + version.line(),
          "trials that are Python programs cannot run",
          "mend the installation of Python, if you have such trials");
    }
  }
}
