package io.sonde.app.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sonde.app.program.ExitCode;
import io.sonde.app.program.UserError;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetryTest {
  private final List<Duration> pauses = new ArrayList<>();
  private final Retry retry = new Retry(URI.create("http://ci.example"), pauses::add);
  private int sent;

  @Test
  void asksAgainUntilAnAnswerComes() {
    assertThat(retry.ask(() -> answerAt(3))).isEqualTo(3);
    assertThat(pauses).hasSize(2).isSorted();
  }

  @Test
  void saysWhoDidNotAnswer() {
    assertThatThrownBy(() -> retry.ask(() -> answerAt(9)))
        .isInstanceOfSatisfying(
            UserError.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.FAILED))
        .hasMessage(
            "the server at http://ci.example was asked 4 times and did not answer: it cannot be"
                + " reached");
    assertThat(sent).isEqualTo(4);
  }

  @Test
  void aRefusalIsNotAskedAgain() {
    assertThatThrownBy(
            () ->
                retry.ask(
                    () -> {
                      sent++;
                      throw UserError.wrongInput("no such sweep");
                    }))
        .hasMessage("no such sweep");
    assertThat(sent).isEqualTo(1);
    assertThat(pauses).isEmpty();
  }

  @Test
  void anInterruptEndsIt() {
    Retry impatient =
        new Retry(
            URI.create("http://ci.example"),
            time -> {
              throw new InterruptedException();
            });
    assertThatThrownBy(() -> impatient.ask(() -> answerAt(2))).hasMessage("interrupted");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(sent).isEqualTo(1);
  }

  private int answerAt(int attempt) throws IOException {
    sent++;
    if (sent < attempt) {
      throw new ConnectException();
    }
    return sent;
  }
}
