package io.sonde.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import com.fasterxml.jackson.databind.JsonNode;
import io.sonde.search.report.AttemptId;
import io.sonde.web.document.Json;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

/** Whatever is logged, a line is one line, and programs read of it what it is about. */
class LogLayoutTest {
  private static final String ATTACK =
      "x\n2026-11-29T18:00:00.000Z ERROR forged\r\u2028\u2029\u0085\u001b[2J\u009b2J\u202Egnorw";

  @Test
  void aTextMakesNoLineOfItsOwn() {
    String line = layout("text").doLayout(event("said {}", ATTACK));
    assertThat(line).endsWith("\n").contains("WARN", "i.s.a.Broken", "said x\uFFFD2026-11-29");
    assertThat(line.strip().lines()).hasSize(1);
    assertThat(line.strip()).doesNotContain("\u001b", "\u009b", "\u202E", "\u2028", "\r");
  }

  @Test
  void theLinesOfATraceAreIndented() {
    String text =
        layout("text").doLayout(event("broke", new IllegalStateException("no\nERROR forged")));
    assertThat(text.lines().skip(1)).isNotEmpty().allMatch(line -> line.startsWith("    "));
    assertThat(text).contains("IllegalStateException", "LogLayoutTest");
  }

  @Test
  void anObjectTellsWhatItIsAbout() throws IOException {
    LoggingEvent event = event("Attempt {} ended: {}", new AttemptId(3, 17, 1), ATTACK);
    event.setMDCPropertyMap(Map.of("request", "r-1"));
    String line = layout("json").doLayout(event);
    assertThat(line.strip().lines()).hasSize(1);
    assertThat(line.strip()).as("nothing that a terminal acts on").matches("[ -~]+");
    JsonNode json = Json.parse(line);
    assertThat(json.path("level").asText()).isEqualTo("WARN");
    assertThat(json.path("logger").asText()).isEqualTo("io.sonde.app.Broken");
    assertThat(json.path("message").asText()).isEqualTo("Attempt 3-17-1 ended: " + ATTACK);
    assertThat(json.path("sweep").asInt()).isEqualTo(3);
    assertThat(json.path("trial").asInt()).isEqualTo(17);
    assertThat(json.path("attempt").asInt()).isEqualTo(1);
    assertThat(json.path("request").asText()).isEqualTo("r-1");
    assertThat(json.has("error")).isFalse();
  }

  @Test
  void pairsAndTracesStandInTheObject() throws IOException {
    LoggingEvent event = event("broke", new IllegalStateException("why"));
    event.setKeyValuePairs(List.of(new KeyValuePair("sweep", 5), new KeyValuePair("job", "w-1")));
    JsonNode json = Json.parse(layout("json").doLayout(event));
    assertThat(json.path("sweep").asInt()).isEqualTo(5);
    assertThat(json.path("job").asText()).isEqualTo("w-1");
    assertThat(json.path("error").asText()).startsWith("java.lang.IllegalStateException: why\n");
  }

  private static LogLayout layout(String format) {
    LogLayout layout = new LogLayout();
    layout.setFormat(format);
    return layout;
  }

  private static LoggingEvent event(String message, Object... arguments) {
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    return new LoggingEvent(
        LogLayoutTest.class.getName(),
        context.getLogger("io.sonde.app.Broken"),
        Level.WARN,
        message,
        null,
        arguments);
  }
}
