package io.sonde.trial.network;

import io.sonde.search.spec.schema.Schema;
import io.sonde.trial.settings.Settings;

/**
 * How images are changed at random in training, each anew in each epoch. Nothing is changed when a
 * network is scored.
 *
 * @param flip whether half of the images are mirrored, left to right
 * @param shift by how many pixels at most an image moves, down and across
 * @param rotate by how many degrees at most it turns, either way, 0 to 180
 * @param zoom by which fraction at most it grows or shrinks, 0 to 0.9
 * @param noise the standard deviation of what is added to each normalised value, at least 0
 * @param cutout the side in pixels of a square that is set to 0 (DeVries and Taylor 2017); 0: none
 */
public record Augmentation(
    boolean flip, int shift, double rotate, double zoom, double noise, int cutout) {
  /** Images as they are. */
  public static final Augmentation NONE = new Augmentation(false, 0, 0, 0, 0, 0);

  private static final int MOST_PIXELS = 1024;
  private static final double MOST_ZOOM = 0.9;
  private static final double MOST_NOISE = 10;

  static final Schema.Mapping SCHEMA =
      Schema.mapping()
          .optional("flip", new Schema.Truth(), "whether half of the images are mirrored")
          .optional("shift", Schema.whole(0, MOST_PIXELS), "pixels at most, default 0")
          .optional("rotate", Schema.real(0, 180), "degrees at most, default 0")
          .optional("zoom", Schema.real(0, MOST_ZOOM), "fraction at most, default 0")
          .optional("noise", Schema.real(0, MOST_NOISE), "standard deviation, default 0")
          .optional("cutout", Schema.whole(0, MOST_PIXELS), "side of a blank square, default 0")
          .closed();

  static Augmentation read(Settings settings) {
    settings.only(SCHEMA.fields().keySet());
    return new Augmentation(
        settings.truth("flip", false),
        pixels(settings, "shift"),
        settings.within("rotate", 0, 180, 0),
        settings.within("zoom", 0, MOST_ZOOM, 0),
        settings.within("noise", 0, MOST_NOISE, 0),
        pixels(settings, "cutout"));
  }

  private static int pixels(Settings settings, String key) {
    settings.within(key, 0, MOST_PIXELS, 0);
    return settings.wholeNumber(key, 0);
  }
}
