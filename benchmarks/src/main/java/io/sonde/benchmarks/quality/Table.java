package io.sonde.benchmarks.quality;

import com.fasterxml.jackson.databind.JsonNode;
import io.sonde.benchmarks.PackedCsv;
import io.sonde.search.space.Configuration;
import io.sonde.search.space.Domain;
import io.sonde.search.space.Space;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Every configuration of a grid with its losses under several seeds. An evaluation answers one of
 * the configuration's seeds at random. Numbers are ordered values, words are categories.
 */
public final class Table implements Task {
  private final String name;
  private final int budget;
  private final Space space;
  private final int[] sizes;
  private final int seeds;
  private final double[] losses;

  private Table(String name, int budget, Map<String, Domain> domains, int seeds) {
    this.name = name;
    this.budget = budget;
    this.space = Space.flat(domains);
    this.sizes = domains.values().stream().mapToInt(d -> (int) d.cardinality()).toArray();
    this.seeds = seeds;
    this.losses =
        new double[Math.multiplyExact(Arrays.stream(sizes).reduce(1, (a, b) -> a * b), seeds)];
    Arrays.fill(losses, Double.NaN);
  }

  /**
   * Reads a table.
   *
   * @param csv with a header; packed by gzip
   * @param allowed the values of each parameter, by the name of its column
   * @param column what the names of the columns of one result begin with; one column for each seed
   * @param loss from a result to what is to be small
   * @throws IllegalArgumentException when the file does not hold every configuration
   */
  static Table read(
      String name, int budget, Path csv, JsonNode allowed, String column, DoubleUnaryOperator loss)
      throws IOException {
    Map<String, Domain> domains = new LinkedHashMap<>();
    allowed.properties().forEach(entry -> domains.put(entry.getKey(), domain(entry.getValue())));
    try (PackedCsv rows = PackedCsv.open(csv)) {
      int[] results = rows.columnsFrom(column);
      Table table = new Table(name, budget, domains, results.length);
      int[] parameters = domains.keySet().stream().mapToInt(rows::column).toArray();
      for (var row = rows.next(); row.isPresent(); row = rows.next()) {
        table.add(row.get(), parameters, results, loss);
      }
      table.check(csv);
      return table;
    }
  }

  private static Domain domain(JsonNode values) {
    List<Object> listed = new ArrayList<>();
    values.forEach(value -> listed.add(value.isTextual() ? value.asText() : value.asDouble()));
    return listed.get(0) instanceof String ? new Domain.Choice(listed) : new Domain.Ordered(listed);
  }

  private void add(String[] cells, int[] parameters, int[] results, DoubleUnaryOperator loss) {
    double[] codes = new double[parameters.length];
    for (int p = 0; p < codes.length; p++) {
      Domain domain = space.parameters().get(p).domain();
      String cell = cells[parameters[p]];
      codes[p] = domain.encode(domain instanceof Domain.Choice ? cell : Double.valueOf(cell));
    }
    int row = row(codes);
    for (int s = 0; s < seeds; s++) {
      losses[row * seeds + s] = loss.applyAsDouble(Double.parseDouble(cells[results[s]]));
    }
  }

  private void check(Path csv) {
    long missing = Arrays.stream(losses).filter(Double::isNaN).count();
    if (missing > 0) {
      throw new IllegalArgumentException(
          missing + " of " + losses.length + " results are missing in " + csv);
    }
  }

  private int row(double[] codes) {
    int row = 0;
    for (int p = 0; p < sizes.length; p++) {
      row = row * sizes[p] + (int) codes[p];
    }
    return row;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int budget() {
    return budget;
  }

  @Override
  public Space space() {
    return space;
  }

  @Override
  public double evaluate(Configuration configuration, RandomGenerator noise) {
    return losses[row(space.encode(configuration)) * seeds + noise.nextInt(seeds)];
  }

  @Override
  public OptionalDouble mean(Configuration configuration) {
    return mean(row(space.encode(configuration)));
  }

  private OptionalDouble mean(int row) {
    return Arrays.stream(losses, row * seeds, (row + 1) * seeds).average();
  }

  @Override
  public OptionalDouble leastMean() {
    return IntStream.range(0, losses.length / seeds)
        .mapToDouble(row -> mean(row).orElseThrow())
        .min();
  }
}
