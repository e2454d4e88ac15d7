package io.sonde.scheduler.port;

/** A device is held by another job. */
public class DeviceLeasedException extends RuntimeException {

  /** Says which device of which host is held. */
  public DeviceLeasedException(String device, String host) {
    super("device " + device + " of " + host + " is already leased to another job");
  }
}
