package io.sonde.trial.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Reads interactions. Users and items are numbered over the whole file, so that a shape hangs on no
 * split.
 */
final class InteractionReader {
  private final Interactions spec;
  private final List<String> users = new ArrayList<>();
  private final List<String> items = new ArrayList<>();
  private final List<float[]> ratings = new ArrayList<>();
  private final List<Boolean> taken = new ArrayList<>();

  InteractionReader(Interactions spec) {
    this.spec = spec;
  }

  /** Reads the whole file. Throws {@link DataException} with the line of the first problem. */
  Examples read() {
    return Table.read(spec.file(), this::read);
  }

  private Examples read(Table table) throws IOException {
    int user = table.column(spec.user());
    int item = table.column(spec.item());
    Optional<Integer> rating = spec.rating().map(table::column);
    Map<List<String>, Integer> lines = new HashMap<>();
    // As exact as the ratings: 0.7 as a float is a little less than 0.7.
    float least = (float) spec.atLeast().orElse(Double.NEGATIVE_INFINITY);
    for (Optional<Table.Row> next = table.next(); next.isPresent(); next = table.next()) {
      Table.Row row = next.get();
      users.add(row.word(user));
      items.add(row.word(item));
      float value = rating.isPresent() ? row.number(rating.get(), "") : 1;
      ratings.add(new float[] {value});
      Integer before = lines.putIfAbsent(List.of(row.word(user), row.word(item)), row.line());
      if (before != null && spec.rating().isPresent()) {
        throw row.problem(
            item,
            "user '%s' has rated item '%s' already in line %d; keep one of the two"
                .formatted(row.word(user), row.word(item), before));
      }
      taken.add(before == null && value >= least);
    }
    if (users.isEmpty()) {
      throw new DataException(spec.file() + " has column names but no interactions");
    }
    return examples(table);
  }

  private Examples examples(Table table) {
    Input user = input(Interactions.USER, users);
    Input item = input(Interactions.ITEM, items);
    if (spec.predictsRating()) {
      String name = spec.rating().orElseThrow();
      float[][] values = ratings.toArray(float[][]::new);
      return new Examples(List.of(user, item), new Targets.Numbers(values, List.of(name)));
    }
    int[] kept = IntStream.range(0, users.size()).filter(taken::get).toArray();
    if (kept.length == 0) {
      throw table.problem("no rating is at least " + spec.atLeast().orElseThrow());
    }
    Targets matches = new Targets.Matches(kept.length, user.shape().count(), item.shape().count());
    return new Examples(List.of(user.at(kept), item.at(kept)), matches);
  }

  private static Input input(String name, List<String> things) {
    List<String> names = Classes.sorted(things);
    int[] indices = Classes.indices(things, names);
    float[][] rows = new float[indices.length][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new float[] {indices[i]};
    }
    return new Input(name, Shape.category(names.size()), rows, new Encoding.Names(names));
  }
}
