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
 * @param key by which a form that is sent twice is known again
 */
public record SpecDraft(String text, String folder, String trials, String parallel, String key) {
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
        SMALL, example.map(e -> e.folder().toString()).orElse(""), "", "", fresh());
  }

  static SpecDraft of(Example example) {
    return new SpecDraft(example.text(), example.folder().toString(), "", "", fresh());
  }

  /** As a sweep was asked for. */
  static SpecDraft of(Asked asked) {
    return new SpecDraft(
        asked.specText(),
        asked.folder(),
        text(asked.overrides().trials()),
        text(asked.overrides().parallel()),
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

  /** What a form sent; browsers end the lines of a text area as HTTP does. */
  static SpecDraft sent(HttpServerRequest form) {
    return new SpecDraft(
        field(form, "spec").replace("\r\n", "\n"),
        field(form, "folder").strip(),
        field(form, "trials").strip(),
        field(form, "parallel").strip(),
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
            number("Trials", trials, StartBody.MOST_TRIALS),
            number("Trials at a time", parallel, StartBody.MOST_PARALLEL),
            OptionalLong.empty()),
        Origin.UNKNOWN,
        false,
        Optional.of(requestKey()));
  }

  /**
   * The same for the same form with the same in it. One that was gone back to and changed is
   * another request.
   */
  private RequestKey requestKey() {
    String asked = String.join("\n", text, folder, trials, parallel);
    String digest = RequestKey.of(key, asked).digest();
    return new RequestKey("form-" + key + "-" + digest.substring(0, KEY_DIGITS), digest);
  }

  private static OptionalInt number(String label, String text, int most) {
    if (text.isEmpty()) {
      return OptionalInt.empty();
    }
    try {
      int number = Integer.parseInt(text);
      if (number >= 1 && number <= most) {
        return OptionalInt.of(number);
      }
    } catch (NumberFormatException e) {
      // told below, with the text
    }
    throw HttpProblem.invalid(
        "'" + label + "' is to be a whole number from 1 to " + most + ", got '" + text + "'.");
  }
}
