package io.sonde.trial.data;

import io.sonde.search.spec.schema.Schema;
import io.sonde.trial.settings.Settings;
import io.sonde.trial.settings.SettingsException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A CSV file that says which user took which item.
 *
 * @param file unpacked when its name ends in {@code .gz}
 * @param user the column of the users
 * @param item the column of the items
 * @param rating the column of the ratings, where they are needed
 * @param atLeast the rating from which on a user has taken an item; without, every row counts
 * @param predictsRating whether the rating is to be told, and not which item comes next
 */
record Interactions(
    Path file,
    String user,
    String item,
    Optional<String> rating,
    OptionalDouble atLeast,
    boolean predictsRating)
    implements Source {

  /** The input of the users. */
  static final String USER = "user";

  /** The input of the items. */
  static final String ITEM = "item";

  private static final String RATING = "rating";
  private static final String AT_LEAST = "at_least";
  private static final String PREDICT = "predict";

  /** The format's word in a spec. */
  static final String FORMAT = "interactions";

  static final Schema.Mapping SCHEMA =
      Schema.mapping()
          .required("file", Keys.PATH, "a CSV file with a row for each interaction")
          .optional(USER, Keys.COLUMN, "the column of the users, default user")
          .optional(ITEM, Keys.COLUMN, "the column of the items, default item")
          .optional(RATING, Keys.COLUMN, "the column of the ratings, default rating")
          .optional(
              AT_LEAST,
              Schema.real(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY),
              "the rating from which on an item counts as taken, default: every row counts")
          .optional(
              PREDICT,
              Schema.word(ITEM, RATING),
              "what is to be told: the next item (default) or the rating")
          .closed();

  static Interactions read(Settings settings, Path folder) {
    boolean predictsRating = settings.oneOf(PREDICT, Predicted.class, Predicted.ITEM).isRating();
    OptionalDouble atLeast =
        settings.has(AT_LEAST)
            ? OptionalDouble.of(settings.number(AT_LEAST))
            : OptionalDouble.empty();
    if (predictsRating && atLeast.isPresent()) {
      throw new SettingsException(
          settings.at(AT_LEAST), "leaves no ratings to be told; drop it or predict: rating");
    }
    boolean rated = predictsRating || atLeast.isPresent();
    if (settings.has(RATING) && !rated) {
      throw new SettingsException(
          settings.at(RATING), "nothing uses the ratings; write at_least: or predict: rating");
    }
    Interactions read =
        new Interactions(
            folder.resolve(settings.word("file")),
            settings.word(USER, USER),
            settings.word(ITEM, ITEM),
            rated ? Optional.of(settings.word(RATING, RATING)) : Optional.empty(),
            atLeast,
            predictsRating);
    read.check(settings);
    return read;
  }

  private void check(Settings settings) {
    if (user.equals(item)) {
      throw new SettingsException(settings.at(ITEM), "'" + item + "' is the column of the users");
    }
    if (rating.isPresent() && List.of(user, item).contains(rating.get())) {
      throw new SettingsException(
          settings.at(RATING), "'" + rating.get() + "' is the column of the users or the items");
    }
  }

  @Override
  public String format() {
    return FORMAT;
  }

  @Override
  public List<Path> files() {
    return List.of(file);
  }

  @Override
  public Contents read() {
    return Contents.of(new InteractionReader(this).read());
  }

  @Override
  public Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("file", Keys.absolute(file));
    settings.put(USER, user);
    settings.put(ITEM, item);
    rating.ifPresent(column -> settings.put(RATING, column));
    atLeast.ifPresent(least -> settings.put(AT_LEAST, least));
    settings.put(PREDICT, predictsRating ? RATING : ITEM);
    return settings;
  }

  /** What may be told of interactions. */
  private enum Predicted {
    ITEM,
    RATING;

    boolean isRating() {
      return this == RATING;
    }
  }
}
