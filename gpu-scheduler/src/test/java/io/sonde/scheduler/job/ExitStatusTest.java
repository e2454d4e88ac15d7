package io.sonde.scheduler.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExitStatusTest {

  @Test
  void tellsCodesFromSignals() {
    assertThat(ExitStatus.of(0).byItself().clean()).isTrue();
    assertThat(ExitStatus.of(128).byItself().exitCode()).hasValue(128);
    assertThat(ExitStatus.of(137).byItself().signal()).hasValue(9);
    assertThat(ExitStatus.of(137).killed()).isTrue();
    assertThat(ExitStatus.of(192).byItself().cause()).isEqualTo(Cause.SIGNALLED);
    assertThat(ExitStatus.of(255).byItself().exitCode()).hasValue(255);
  }

  @Test
  void speaksInSentences() {
    assertThat(ExitStatus.of(3).byItself().message()).isEqualTo("exited with code 3");
    assertThat(ExitStatus.of(139).byItself().message())
        .isEqualTo("was ended by signal 11 (SIGSEGV)");
  }
}
