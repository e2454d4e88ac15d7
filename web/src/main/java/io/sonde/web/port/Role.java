package io.sonde.web.port;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a token may do. Each role may do what those before it may. */
public enum Role {
  /** See sweeps, their trials and the devices. */
  READ,
  /** Start and steer sweeps whose trials run nothing that the spec brings along. */
  RUN,
  /** Start sweeps whose spec says what runs: commands, classes, pods. */
  CODE,
  /** Tokens, the audit log, and the devices of all. */
  ADMIN;

  /** As it is written. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it may do what another may. */
  public boolean includes(Role other) {
    return compareTo(other) >= 0;
  }

  /** By its word; empty when it is none. */
  public static Optional<Role> of(String word) {
    return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
  }

  /** The words, for sentences. */
  public static String words() {
    return Arrays.stream(values()).map(Role::word).collect(Collectors.joining(", "));
  }
}
