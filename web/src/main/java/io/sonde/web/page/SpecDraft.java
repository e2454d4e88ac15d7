package io.sonde.web.page;

import io.sonde.search.port.Origin;
import io.sonde.search.port.SweepReader.Asked;
import io.sonde.search.port.SweepRequest;
import io.sonde.search.port.SweepStore.Overrides;
import io.sonde.search.request.RequestKey;
import io.sonde.web.api.StartBody;
import io.sonde.web.http.HttpProblem;
import io.sonde.web.port.ExampleSpecs.Example;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * A spec that is being written, and what else the form of a new sweep holds, all as it was typed.
 *
 * @param folder against which the spec's paths are read; empty for the one the server runs in
 * @param trials above the spec's budget; empty for none
 * @param parallel above the spec's; empty for none
 * @param seed in place of the spec's; empty for none
 * @param key by which a form that is sent twice is known again
 */
public record SpecDraft(
    String text, String folder, String trials, String parallel, String seed, String key) {
  private static final int KEY_DIGITS = 16;

  /** A spec that is small, and says by its comments how to go on. */
  private static final String SMALL =
      """
      name: my-search
      objective: {metric: accuracy, direction: maximize}

      # A value becomes a search where a range stands in its place.
      space:
        training: {epochs: 20, batch_size: {ordered: [16, 32, 64]}}
        optimizer: {adam: {learning_rate: {float: [1e-4, 1e-1], scale: log}}}
        network:
          - dense: {units: {int: [16, 256], scale: log}}

      budget: {trials: 20}
      trial: {kind: network, data: {csv: {file: data/digits.csv, label: digit}}}
      """;

  /** Nothing but the small spec; its data are in the folder of the examples. */
  static SpecDraft small(Optional<Example> example) {
    return new SpecDraft(
        SMALL, example.map(e -> e.folder().toString()).orElse(""), "", "", "", fresh());
  }

  static SpecDraft of(Example example) {
    return new SpecDraft(example.text(), example.folder().toString(), "", "", "", fresh());
  }

  /** As a sweep was asked for. */
  static SpecDraft of(Asked asked) {
    return new SpecDraft(
        asked.specText(),
        asked.folder(),
        text(asked.overrides().trials()),
        text(asked.overrides().parallel()),
        text(asked.overrides().seed()),
        fresh());
  }

  private static String fresh() {
    return UUID.randomUUID().toString();
  }

  /** A form without a key of ours is one of its own. */
  private static String key(String sent) {
    return sent.matches("[0-9a-f-]{36}") ? sent : fresh();
  }

  private static String text(OptionalInt number) {
    return number.isPresent() ? Integer.toString(number.getAsInt()) : "";
  }

  private static String text(OptionalLong number) {
    return number.isPresent() ? Long.toString(number.getAsLong()) : "";
  }

  /** What a form sent; browsers end the lines of a text area as HTTP does. */
  static SpecDraft sent(HttpServerRequest form) {
    return new SpecDraft(
        field(form, "spec").replace("\r\n", "\n"),
        field(form, "folder").strip(),
        field(form, "trials").strip(),
        field(form, "parallel").strip(),
        field(form, "seed").strip(),
        key(field(form, "key")));
  }

  private static String field(HttpServerRequest form, String name) {
    return Optional.ofNullable(form.getFormAttribute(name)).orElse("");
  }

  /** The request that it makes. Throws {@link HttpProblem} for what is wrong beside the spec. */
  SweepRequest request() {
    return new SweepRequest(
        text,
        StartBody.folder(Optional.of(folder).filter(f -> !f.isEmpty())),
        new Overrides(
            count("Trials", trials, StartBody.MOST_TRIALS),
            count("Trials at a time", parallel, StartBody.MOST_PARALLEL),
            whole("Seed", seed, Long.MIN_VALUE, Long.MAX_VALUE)),
        Origin.UNKNOWN,
        false,
        Optional.of(requestKey()));
  }

  /**
   * The same for the same form with the same in it. One that was gone back to and changed is
   * another request.
   */
  private RequestKey requestKey() {
    String asked = String.join("\n", text, folder, trials, parallel, seed);
    String digest = RequestKey.of(key, asked).digest();
    return new RequestKey("form-" + key + "-" + digest.substring(0, KEY_DIGITS), digest);
  }

  private static OptionalInt count(String label, String text, int most) {
    OptionalLong count = whole(label, text, 1, most);
    return count.isPresent() ? OptionalInt.of((int) count.getAsLong()) : OptionalInt.empty();
  }

  private static OptionalLong whole(String label, String text, long least, long most) {
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      long number = Long.parseLong(text);
      if (number >= least && number <= most) {
        return OptionalLong.of(number);
      }
    } catch (NumberFormatException e) {
      // told below, with the text
    }
    throw HttpProblem.invalid(
        "'%s' is to be a whole number from %d to %d, got '%s'."
            .formatted(label, least, most, text));
  }
}
