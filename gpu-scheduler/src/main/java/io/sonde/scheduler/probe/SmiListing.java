package io.sonde.scheduler.probe;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of MIG instances as {@code nvidia-smi -L} lists them, one line each below the line of
 * their GPU. Drivers before 470 call them {@code MIG-GPU-uuid/gpu instance/compute instance}, later
 * ones {@code MIG-uuid}; CUDA takes either.
 *
 * @param instances by the UUID of the GPU and the number on it
 */
record SmiListing(Map<Place, Name> instances) {

  private static final Pattern GPU = Pattern.compile("GPU +\\d+: .*\\(UUID: (GPU-[^)]+)\\)");
  private static final Pattern INSTANCE =
      Pattern.compile("MIG +(\\S+) +Device +(\\d{1,3}): +\\(UUID: (MIG-[^)]+)\\)");

  /** Where an instance is. */
  record Place(String gpu, int index) {}

  /** What it is called, and by which profile it was made, as in {@code 1g.5gb}. */
  record Name(String uuid, String profile) {}

  static SmiListing read(String text) {
    Map<Place, Name> instances = new HashMap<>();
    String gpu = "";
    for (String line : text.lines().map(String::strip).toList()) {
      Matcher head = GPU.matcher(line);
      Matcher below = INSTANCE.matcher(line);
      if (head.matches()) {
        gpu = head.group(1);
      } else if (below.matches() && !gpu.isEmpty()) {
        instances.put(
            new Place(gpu, Integer.parseInt(below.group(2))),
            new Name(below.group(3), below.group(1)));
      }
    }
    return new SmiListing(instances);
  }

  Optional<Name> name(String gpu, int index) {
    return Optional.ofNullable(instances.get(new Place(gpu, index)));
  }
}
