package io.sonde.scheduler.port;

/**
 * The lease store cannot be reached for now. Whether the call took effect is not known; it may be
 * made again.
 */
public class LeaseStoreUnavailableException extends RuntimeException {

  public LeaseStoreUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
