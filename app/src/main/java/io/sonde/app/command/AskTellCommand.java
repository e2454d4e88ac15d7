package io.sonde.app.command;

import io.sonde.app.asktell.Conversation;
import io.sonde.app.asktell.LineReader;
import io.sonde.app.program.ExitCode;
import io.sonde.app.program.UserError;
import io.sonde.app.server.SpecParts;
import io.sonde.search.asktell.AskTell;
import io.sonde.search.asktell.Parts;
import io.sonde.search.spec.Problem;
import io.sonde.search.spec.SpecException;
import io.sonde.search.spec.SweepSpec;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lets a program in any language run the trials of a sweep. */
@Command(
    name = "ask-tell",
    mixinStandardHelpOptions = true,
    description =
        "Lets a program in any language run the trials: answers each line of JSON on the standard"
            + " input with one on the standard output. No server, no database; the sweep lives as"
            + " long as the process. See docs/ask-tell.md.")
public final class AskTellCommand implements Callable<Integer> {
  @Parameters(paramLabel = "SPEC", description = "the YAML file, with trial: {kind: external}")
  private Path file;

  @Option(names = "--trials", paramLabel = "N", description = "instead of budget.trials")
  private @Nullable Integer trials;

  @Option(names = "--seed", paramLabel = "N", description = "instead of search.seed")
  private @Nullable Long seed;

  @Override
  public Integer call() throws IOException {
    PrintStream out = System.out;
    System.setOut(System.err);
    return converse(conversation(SpecFile.read(file)), new LineReader(System.in), out);
  }

  private Conversation conversation(SpecFile written) {
    try {
      SweepSpec spec = spec(written);
      long drawn =
          seed != null
              ? seed
              : spec.search().seed().orElseGet(() -> new SecureRandom().nextInt(Integer.MAX_VALUE));
      Parts parts = Parts.of(spec, drawn);
      System.err.println("sonde: '" + spec.name() + "' is asked and told here; seed " + drawn);
      return new Conversation(new AskTell(parts, Clock.systemUTC()), spec.goal());
    } catch (SpecException e) {
      throw written.error(e);
    }
  }

  private SweepSpec spec(SpecFile written) {
    SweepSpec spec = new SpecParts().reader().read(written.text(), written.folder());
    String kind = spec.trial().kind();
    if (!kind.equals("external")) {
      throw new SpecException(
          List.of(
              new Problem(
                  0,
                  0,
                  "trial.kind",
                  "trials that are asked and told are 'external'; those of kind '"
                      + kind
                      + "' are started by ./sonde run")));
    }
    SweepSpec.Budget budget = spec.budget();
    return trials == null
        ? spec
        : spec.with(
            new SweepSpec.Budget(
                RunCommand.atLeastOne("--trials", trials), budget.wall(), budget.parallel()));
  }

  /** Until the input ends, or nobody reads the answers any more. */
  private static int converse(Conversation conversation, LineReader lines, PrintStream out)
      throws IOException {
    while (true) {
      LineReader.Line line = lines.next();
      if (line instanceof LineReader.End) {
        return ExitCode.OK;
      }
      String answer =
          line instanceof LineReader.Text text
              ? conversation.answer(text.text())
              : Conversation.tooLong(LineReader.MOST);
      byte[] bytes = (answer + "\n").getBytes(StandardCharsets.UTF_8);
      out.write(bytes, 0, bytes.length);
      if (out.checkError()) {
        throw UserError.surroundings("the answers cannot be written: nobody reads them any more");
      }
    }
  }
}
