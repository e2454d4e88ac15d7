package io.sonde.scheduler.port;

/** Devices could not be told; the message is a sentence for people. */
public class DeviceProbeException extends RuntimeException {

  public DeviceProbeException(String message) {
    super(message);
  }

  public DeviceProbeException(String message, Throwable cause) {
    super(message, cause);
  }
}
