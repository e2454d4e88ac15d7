package io.sonde.scheduler.placement;

/** Why a job waits. */
public enum Obstacle {
  /** All the devices it could have are held. */
  BUSY("its devices are busy"),
  /** Devices are free, but kept for a job that has waited long. */
  KEPT("the free devices are kept for a job that goes first"),
  /** Devices come free for it. */
  RESERVED("devices are kept for it as they come free"),
  /** Jobs of lower priority are being ended for it. */
  PREEMPTING("jobs of lower priority make room for it"),
  /** Too few devices are left that processes of others do not use, or that are not set aside. */
  UNAVAILABLE("too many devices are in use by others or set aside"),
  /** Its owner is paused. */
  PAUSED("it is paused");

  private final String sentence;

  Obstacle(String sentence) {
    this.sentence = sentence;
  }

  /** A sentence for people, without capital and full stop. */
  public String sentence() {
    return sentence;
  }
}
