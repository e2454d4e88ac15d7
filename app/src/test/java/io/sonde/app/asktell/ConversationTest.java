package io.sonde.app.asktell;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.app.server.SpecParts;
import io.sonde.search.asktell.AskTell;
import io.sonde.search.asktell.Parts;
import io.sonde.search.spec.SweepSpec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConversationTest {
  private static final String SPEC =
      """
      name: plain
      objective: {metric: loss, direction: minimize}
      constraints: [{metric: size, at_most: 10}]
      space: {rate: {float: [0.0, 1.0]}}
      search: {seed: 7}
      budget: {trials: 3}
      trial: {kind: external}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                            | expected \"op\": ask, report, tell or best",
        "{\"op\":\"aks\"}                              | got \"aks\"; did you mean 'ask'?",
        "{\"op\":1}                                    | expected a text as \"op\", got 1",
        "{\"op\":\"ask\",\"op\":\"ask\"}               | Duplicate field 'op'",
        "{\"op\":\"ask\"} {}                           | got more after it",
        "{\"op\":\"ask\",\"trail\":1}                  | unknown field \"trail\"; expected op",
        "{\"op\":\"report\",\"trial\":0,\"metrics\":{}}| expected a whole number as \"step\", got nothing",
        "{\"op\":\"report\",\"trial\":0,\"step\":1}    | expected \"metrics\", an object of numbers",
        "{\"op\":\"report\",\"trial\":0.5,\"step\":1,\"metrics\":{\"loss\":1}} | \"trial\", got 0.5",
        "{\"op\":\"report\",\"trial\":\"0\",\"step\":1,\"metrics\":{\"loss\":1}} | got \"0\"",
        "{\"op\":\"report\",\"trial\":99999999999,\"step\":1,\"metrics\":{\"loss\":1}} | whole number",
        "{\"op\":\"report\",\"trial\":0,\"step\":1,\"metrics\":{\"los\":1}} | expected a value of loss or size, got los",
        "{\"op\":\"report\",\"trial\":0,\"step\":1,\"metrics\":[1]} | as \"metrics\", got a list",
        "{\"op\":\"report\",\"trial\":0,\"step\":1,\"metrics\":{\"loss\":null}} | metric \"loss\", got null",
        "{\"op\":\"report\",\"trial\":0,\"step\":1,\"metrics\":{\"loss\":\"low\"}} | got \"low\"",
        "{\"op\":\"report\",\"trial\":7,\"step\":1,\"metrics\":{\"loss\":1}} | there is no trial 7",
        "{\"op\":\"tell\",\"trial\":0}                 | expected a value of loss and size",
        "{\"op\":\"tell\",\"trial\":0,\"metric\":{}}   | unknown field \"metric\"",
        "{\"op\":\"tell\",\"trial\":0,\"state\":\"ok\"}| expected \"state\": completed, failed",
        "{\"op\":\"tell\",\"trial\":0,\"state\":\"failed\",\"reason\":3} | as \"reason\", got 3",
        "nonsense                                      | expected a JSON object on one line",
        "3                                             | got another JSON value",
      })
  void whatIsWrongIsSaid(String line, String error) {
    Conversation sonde = conversation(SPEC);
    sonde.answer("{\"op\":\"ask\"}");
    assertThat(sonde.answer(line))
        .startsWith("{\"error\":\"")
        .contains(error.replace("\"", "\\\""))
        .doesNotContain("\n", "com.fasterxml");
    assertThat(sonde.answer("{\"op\":\"tell\",\"trial\":0,\"metrics\":{\"loss\":1,\"size\":1}}"))
        .isEqualTo("{\"ok\":true}");
  }

  @Test
  void numbersThatAreNotFiniteAreRead() {
    for (String nan : List.of("NaN", "\"NaN\"")) {
      Conversation sonde = conversation(SPEC);
      sonde.answer("{\"op\":\"ask\"}");
      assertThat(
              sonde.answer(
                  "{\"op\":\"report\",\"trial\":0,\"step\":0,\"metrics\":{\"loss\":" + nan + "}}"))
          .contains("continue");
      assertThat(
              sonde.answer(
                  "{\"op\":\"tell\",\"trial\":0,\"metrics\":{\"loss\":" + nan + ",\"size\":1}}"))
          .isEqualTo(
              "{\"ok\":true,\"state\":\"failed\",\"reason\":"
                  + "\"it ended without a value of 'loss' that is a number\"}");
    }
  }

  @Test
  void numbersThatAreNotFiniteAreWrittenAsTexts() {
    Conversation sonde = conversation(SPEC.replace("minimize", "maximize"));
    sonde.answer("{\"op\":\"ask\"}");
    assertThat(
            sonde.answer(
                "{\"op\":\"tell\",\"trial\":0,\"metrics\":{\"loss\":Infinity,\"size\":1}}"))
        .isEqualTo("{\"ok\":true}");
    assertThat(sonde.answer("{\"op\":\"best\"}")).contains("\"value\":\"Infinity\"");
  }

  @Test
  void aViolatedConstraintIsSaid() {
    Conversation sonde = conversation(SPEC);
    sonde.answer("{\"op\":\"ask\"}");
    assertThat(sonde.answer("{\"op\":\"tell\",\"trial\":0,\"metrics\":{\"loss\":1,\"size\":12}}"))
        .isEqualTo(
            "{\"ok\":true,\"state\":\"infeasible\","
                + "\"reason\":\"size is 12, above the at_most of 10\"}");
    sonde.answer("{\"op\":\"ask\"}");
    assertThat(
            sonde.answer(
                "{\"op\":\"tell\",\"trial\":1,\"state\":\"infeasible\",\"metrics\":{\"size\":11}}"))
        .isEqualTo("{\"ok\":true}");
    assertThat(sonde.answer("{\"op\":\"best\"}")).isEqualTo("{\"trial\":null}");
  }

  @Test
  void theConversationOfThePageIsTheRealOne() throws IOException {
    String page = Files.readString(Path.of("../docs/ask-tell.md"));
    Conversation sonde = conversation(block(page, "```yaml\n(name:.*?)```"));
    Matcher lines = Pattern.compile("> (.*)\n< (.*)").matcher(block(page, "```text\n(> .*?)```"));
    int replayed = 0;
    while (lines.find()) {
      assertThat(sonde.answer(lines.group(1))).as(lines.group(1)).isEqualTo(lines.group(2));
      replayed++;
    }
    assertThat(replayed).isGreaterThan(10);
  }

  private static String block(String page, String pattern) {
    Matcher matcher = Pattern.compile(pattern, Pattern.DOTALL).matcher(page);
    assertThat(matcher.find()).as(pattern).isTrue();
    return matcher.group(1);
  }

  @Test
  void linesAreReadWithinTheirLimit() throws IOException {
    String input =
        "one\r\n\ntwo\n"
            + "x".repeat(LineReader.MOST)
            + "\n"
            + "y".repeat(LineReader.MOST + 1)
            + "\nlast";
    LineReader lines =
        new LineReader(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
    assertThat(lines.next()).isEqualTo(new LineReader.Text("one"));
    assertThat(lines.next()).isEqualTo(new LineReader.Text(""));
    assertThat(lines.next()).isEqualTo(new LineReader.Text("two"));
    assertThat(lines.next()).isInstanceOf(LineReader.Text.class);
    assertThat(lines.next()).isEqualTo(new LineReader.TooLong());
    assertThat(lines.next()).isEqualTo(new LineReader.Text("last"));
    assertThat(lines.next()).isEqualTo(new LineReader.End());
  }

  private static Conversation conversation(String text) {
    SweepSpec spec = new SpecParts().reader().read(text, Path.of("."));
    AskTell sweep =
        new AskTell(Parts.of(spec, spec.search().seed().orElseThrow()), Clock.systemUTC());
    return new Conversation(sweep, spec.goal());
  }
}
