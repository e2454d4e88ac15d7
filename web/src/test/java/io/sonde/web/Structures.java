package io.sonde.web;

import io.sonde.search.port.Structure;
import io.sonde.search.port.StructureReader;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Structures by sweep, the same for each of its trials. */
final class Structures implements StructureReader {
  final Map<Integer, Structure> of = new ConcurrentHashMap<>();

  @Override
  public boolean structured(int sweep) {
    return of.containsKey(sweep);
  }

  @Override
  public Optional<Structure> structure(int sweep, int trial) {
    return Optional.ofNullable(of.get(sweep));
  }
}
