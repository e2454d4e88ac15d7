package io.sonde.scheduler.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JobNameTest {

  @Test
  void aNameIsALabelThatLeavesRoomForThePodsOwnSuffix() {
    for (String id : List.of("7/3/1", "worker-12-ab", "--", "Ä ö", "x".repeat(300), "A.b_C")) {
      assertThat(JobName.of("one", id)).matches("sonde(-[a-z0-9]+)+").hasSizeLessThanOrEqualTo(57);
    }
    assertThat(JobName.of("one", "worker-12-ab")).startsWith("sonde-worker-12-ab-");
  }

  @Test
  void sameJobSameNameAndOtherJobOrInstallationAnother() {
    assertThat(JobName.of("one", "a/1")).isEqualTo(JobName.of("one", "a/1"));
    assertThat(
            Stream.of(
                JobName.of("one", "a/1"),
                JobName.of("one", "a-1"),
                JobName.of("one", "A/1"),
                JobName.of("two", "a/1")))
        .doesNotHaveDuplicates();
  }
}
