package io.sonde.search.reader;

import io.sonde.search.report.Cause;
import io.sonde.search.spec.LogRule;
import io.sonde.search.spec.schema.Schema;
import io.sonde.search.yaml.YamlTree;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** {@code trial.log_rules}: what may stand there, what is wrong with it, and what it says. */
final class LogRules {
  static final String KEY = "log_rules";

  private static final Schema.Text PATTERN =
      new Schema.Text("a regular expression of 1 to 1000 characters", Optional.of(".{1,1000}"));

  private LogRules() {}

  static Schema.Sequence schema() {
    List<String> causes =
        Arrays.stream(Cause.values()).filter(Cause::failure).map(Cause::word).toList();
    return new Schema.Sequence(
        Schema.mapping()
            .required("pattern", PATTERN, "a regular expression, found somewhere in a line")
            .optional("label", SpecSections.NAME, "what it means, for people (the pattern)")
            .optional(
                "cause",
                new Schema.Word(causes),
                "as what the end counts, with the retries of that cause (the cause that it has)")
            .optional(
                "retry", new Schema.Truth(), "false: the trial is not tried again, whatever (true)")
            .optional("set_aside", new Schema.Truth(), "whether its GPUs get no more jobs (false)")
            .closed(),
        1);
  }

  /** Tells which rules have a pattern that is none, or nothing to say. */
  static void check(Optional<YamlTree> written, Problems problems) {
    if (written.isPresent() && written.get() instanceof YamlTree.Sequence list) {
      for (int i = 0; i < list.items().size(); i++) {
        if (list.items().get(i) instanceof YamlTree.Mapping rule) {
          check(rule, "trial." + KEY + "[" + i + "]", problems);
        }
      }
    }
  }

  private static void check(YamlTree.Mapping rule, String path, Problems problems) {
    if (rule.get("pattern").orElse(null) instanceof YamlTree.Scalar pattern
        && pattern.value().orElse(0) instanceof String text) {
      try {
        Pattern.compile(text);
      } catch (PatternSyntaxException e) {
        String message = "this is no regular expression: " + e.getDescription();
        String place = e.getIndex() < 0 ? "" : " at its character " + (e.getIndex() + 1);
        problems.add(pattern.mark(), path + ".pattern", message + place);
      }
    }
    if (rule.keys().equals(List.of("pattern"))) {
      problems.add(
          rule.mark(),
          path,
          "this rule changes nothing; say with cause, retry: false or set_aside: true what follows"
              + " from the line, or name it with a label");
    }
  }

  /** The rules of a trial section in which nothing is wrong. */
  static List<LogRule> of(Section trial) {
    return trial.list(KEY).stream().map(rule -> rule((Map<?, ?>) rule)).toList();
  }

  private static LogRule rule(Map<?, ?> written) {
    return new LogRule(
        Pattern.compile((String) written.get("pattern")),
        Optional.ofNullable((String) written.get("label")),
        Optional.ofNullable((String) written.get("cause")).map(Cause::of),
        !Boolean.FALSE.equals(written.get("retry")),
        Boolean.TRUE.equals(written.get("set_aside")));
  }
}
