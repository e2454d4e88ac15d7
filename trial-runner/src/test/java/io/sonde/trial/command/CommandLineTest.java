package io.sonde.trial.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sonde.search.space.Configuration;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandLineTest {
  private static final Configuration CONFIGURATION =
      new Configuration(
          Map.of(
              "optimizer",
              Map.of("adam", Map.of("rate", 1e-4, "nesterov", true)),
              "units",
              64L,
              "name",
              "it's $(touch hacked); \"quoted\"",
              "layers",
              List.of(Map.of("dense", 3L), Map.of("relu", Map.of())),
              "num.trees",
              5L),
          Map.of("optimizer", "adam", "units", 64L));

  private static final CommandLine.Facts FACTS =
      new CommandLine.Facts(CONFIGURATION, "/run/configuration.json", "3-17-1", 17, "/run", 7);

  @Test
  void argumentsTakeTheirValues() {
    assertThat(
            list(
                "train",
                "--rate=${config.optimizer.adam.rate}",
                "${config.optimizer}",
                "${config.units}x${config.layers[0].dense}",
                "${config.layers}",
                "${config[\"num.trees\"]}",
                "${config.optimizer.adam.nesterov}",
                "${config.optimizer.sgd.rate:-none}",
                "${config.optimizer.sgd.rate:-}",
                "${config} ${attempt} ${trial} ${folder} ${seed}",
                "$${config} $5 ${config.name}"))
        .containsExactly(
            "train",
            "--rate=1.0e-4",
            "adam",
            "64x3",
            "[{\"dense\":3},{\"relu\":{}}]",
            "5",
            "true",
            "none",
            "",
            "/run/configuration.json 3-17-1 17 /run 7",
            "${config} $5 it's $(touch hacked); \"quoted\"");
  }

  @Test
  void aValueThatIsNotThereIsSaidSo() {
    assertThatThrownBy(() -> list("${config.optimizer.sgd.rate}"))
        .hasMessage("this configuration has no value for ${config.optimizer.sgd.rate}");
  }

  @Test
  void theShellRunsATextAndNoValueBecomesACommand() throws Exception {
    String script =
        "x=1; for i in a b; do echo \"$i ${x:-0} ${config.units} '${config.name}'\"; done;"
            + " printf '%s\\n' \"${config.name}\" '${config.optimizer.adam.rate}'";
    CommandLine line =
        CommandLine.of(new CommandSettings(true, List.of(script), Path.of("/"), Map.of()), FACTS);
    assertThat(line.arguments().subList(0, 2)).containsExactly("/bin/sh", "-c");
    ProcessBuilder builder = new ProcessBuilder(line.arguments()).redirectErrorStream(true);
    builder.environment().putAll(line.environment());
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String name = "it's $(touch hacked); \"quoted\"";
    assertThat(said.lines())
        .containsExactly("a 1 64 '" + name + "'", "b 1 64 '" + name + "'", name, "1.0e-4");
  }

  @Test
  void everyValueIsAVariable() {
    Map<String, Object> tree = new LinkedHashMap<>(CONFIGURATION.tree());
    tree.put("a.b", 1L);
    tree.put("a", Map.of("b", 2L));
    assertThat(ConfigurationVariables.of(new Configuration(tree, CONFIGURATION.values())))
        .containsEntry("SONDE_CONFIG_OPTIMIZER", "adam")
        .containsEntry("SONDE_CONFIG_OPTIMIZER_ADAM_RATE", "1.0e-4")
        .containsEntry("SONDE_CONFIG_LAYERS_0_DENSE", "3")
        .containsEntry("SONDE_CONFIG_NUM_TREES", "5")
        .doesNotContainKey("SONDE_CONFIG_A_B");
  }

  private static List<String> list(String... arguments) {
    CommandSettings settings =
        new CommandSettings(false, List.of(arguments), Path.of("/"), Map.of());
    return CommandLine.of(settings, FACTS).arguments();
  }
}
