package io.sonde.trial.settings;

/** A configuration's value that cannot be used; the message names its path. */
public final class SettingsException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** Takes the path of the value and what is wrong with it. */
  public SettingsException(String path, String problem) {
    super(path + ": " + problem);
  }
}
