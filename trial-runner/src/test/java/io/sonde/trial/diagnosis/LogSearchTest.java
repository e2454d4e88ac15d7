package io.sonde.trial.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.search.report.Cause;
import io.sonde.search.spec.LogRule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogSearchTest {
  private static final LogRule ECC = rule("uncorrectable ECC");
  private static final LogRule MEMORY = rule("CUDA out of memory");

  /** The reference to a group keeps Java's matcher from remembering where it has been. */
  private static final String ENDLESS = "(?:(x+)\\1?)+y";

  @TempDir Path folder;

  @Test
  void theFirstRuleOfTheSpecCountsWithItsFirstLine() throws Exception {
    String text =
        """
        epoch 1
        torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB
        RuntimeError: CUDA error: uncorrectable ECC error encountered
        again: uncorrectable ECC
        """;
    assertThat(search(text, ECC, MEMORY)).contains(finding(ECC, line(text, 2)));
    assertThat(search(text, MEMORY, ECC)).contains(finding(MEMORY, line(text, 1)));
    assertThat(search("all is well\n", MEMORY, ECC)).isEmpty();
    assertThat(search("", ECC)).isEmpty();
  }

  @Test
  void whatTheLauncherWroteItselfSaysNothing() throws Exception {
    assertThat(search("[sonde] attempt 1 runs sh -c 'echo uncorrectable ECC'\n", ECC)).isEmpty();
  }

  @Test
  void theReasonThatAProcessToldIsSearchedToo() {
    Path none = folder.resolve("none.txt");
    assertThat(LogSearch.of(List.of(ECC), none, "it threw: uncorrectable ECC"))
        .contains(finding(ECC, "it threw: uncorrectable ECC"));
  }

  @Test
  void aProgressBarWritesLinesTooAndBytesThatAreNoTextDoNoHarm() throws Exception {
    Path file = folder.resolve("log.txt");
    byte[] bar = "10 %\r20 %\runcorrectable ECC\r".getBytes(StandardCharsets.UTF_8);
    byte[] all = Arrays.copyOf(new byte[] {(byte) 0xff, (byte) 0xfe, '\n'}, 3 + bar.length);
    System.arraycopy(bar, 0, all, 3, bar.length);
    Files.write(file, all);
    assertThat(LogSearch.of(List.of(ECC), file, "")).contains(finding(ECC, "uncorrectable ECC"));
  }

  @Test
  void ofALongLineItsBeginningIsRead() throws Exception {
    String filling = "x".repeat(LogLines.LONGEST);
    assertThat(search("uncorrectable ECC" + filling, ECC)).isPresent();
    assertThat(search(filling + "uncorrectable ECC\nnext", ECC)).isEmpty();
  }

  @Test
  void ofALongLogItsEndIsRead() throws Exception {
    Path file = folder.resolve("long.txt");
    try (var out = Files.newBufferedWriter(file)) {
      out.write("CUDA out of memory\n");
      for (int i = 0; i < LogLines.MOST_BYTES / 1000; i++) {
        out.write("x".repeat(1023) + "\n");
      }
      out.write("uncorrectable ECC\n");
    }
    assertThat(LogSearch.of(List.of(MEMORY, ECC), file, ""))
        .contains(finding(ECC, "uncorrectable ECC"));
  }

  @Test
  void aPatternThatWouldTakeForEverIsLeftOutAndTheOthersCount() throws Exception {
    String text = "x".repeat(200) + "\n" + "x".repeat(200) + "\nuncorrectable ECC\n";
    Path file = Files.writeString(folder.resolve("log.txt"), text);
    assertThat(LogSearch.of(List.of(rule(ENDLESS), ECC), file, "", Duration.ofMillis(200)))
        .contains(finding(ECC, "uncorrectable ECC"));
  }

  @Test
  void aPatternThatWasBrokenOffIsNotFoundAnyMore() {
    PatientPattern endless = new PatientPattern(Pattern.compile(ENDLESS), Duration.ofMillis(100));
    assertThat(endless.foundIn("xxxy")).isTrue();
    assertThat(endless.foundIn("x".repeat(200))).isFalse();
    assertThat(endless.exhausted()).isTrue();
    assertThat(endless.foundIn("xxxy")).isFalse();
  }

  @Test
  void aPatternThatCallsItselfTooDeepIsBrokenOffToo() throws Exception {
    PatientPattern deep = new PatientPattern(Pattern.compile("^(a|b|c)*$"), Duration.ofMinutes(1));
    assertThat(deep.foundIn("abc")).isTrue();
    String line = "ab".repeat(50_000);
    FutureTask<Boolean> found = new FutureTask<>(() -> deep.foundIn(line));
    Thread small = new Thread(null, found, "small-stack", 1 << 18);
    small.start();
    assertThat(found.get()).isFalse();
    assertThat(deep.exhausted()).isTrue();
  }

  private Optional<LogSearch.Finding> search(String text, LogRule... rules) throws IOException {
    Path file = Files.writeString(folder.resolve("log.txt"), text);
    return LogSearch.of(List.of(rules), file, "its process exited with code 1");
  }

  private static LogRule rule(String pattern) {
    return new LogRule(
        Pattern.compile(pattern), Optional.empty(), Optional.of(Cause.OOM), true, false);
  }

  private static LogSearch.Finding finding(LogRule rule, String line) {
    return new LogSearch.Finding(rule, line);
  }

  private static String line(String text, int index) {
    return text.lines().toList().get(index);
  }
}
