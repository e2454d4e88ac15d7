package io.sonde.trial.worker.user;

import io.sonde.search.report.Decision;
import io.sonde.search.report.Report;
import io.sonde.search.report.Verdict;
import io.sonde.trial.checkpoint.Checkpoints;
import io.sonde.trial.protocol.FencedException;
import io.sonde.trial.protocol.Json;
import io.sonde.trial.protocol.UnreachableException;
import io.sonde.trial.user.TrialContext;
import io.sonde.trial.worker.user.ClassMain.LeaveException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The context of a user's class in its own process. For one thread at a time. */
final class ProcessContext<C> implements TrialContext<C> {
  private final C configuration;
  private final Surroundings surroundings;
  private final Map<String, Double> results = new LinkedHashMap<>();
  private OptionalInt last;
  private boolean told;

  ProcessContext(C configuration, Surroundings surroundings) {
    this.configuration = configuration;
    this.surroundings = surroundings;
    this.last = surroundings.saved().map(s -> OptionalInt.of(s.step())).orElse(OptionalInt.empty());
  }

  @Override
  public C configuration() {
    return configuration;
  }

  @Override
  public boolean report(int step, Map<String, Double> metrics) {
    if (told) {
      return false;
    }
    try {
      Verdict verdict =
          surroundings
              .server()
              .report(surroundings.attempt(), surroundings.token(), new Report(step, metrics));
      told = verdict.decision() != Decision.CONTINUE;
      if (told) {
        System.out.println(
            "[sonde] told to " + verdict.decision().word() + ": " + verdict.reason());
      }
    } catch (FencedException | UnreachableException e) {
      throw new LeaveException(String.valueOf(e.getMessage()), e);
    } catch (IllegalStateException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    last = OptionalInt.of(step);
    return !told;
  }

  @Override
  public void result(Map<String, Double> metrics) {
    results.putAll(metrics);
    try {
      Path fresh = surroundings.folder().resolve(".result.json.tmp");
      Files.writeString(fresh, Json.write(Json.metrics(results)));
      move(fresh, surroundings.folder().resolve("result.json"));
    } catch (IOException e) {
      throw new UncheckedIOException("the result cannot be written", e);
    }
  }

  @Override
  public long seed() {
    return surroundings.seed();
  }

  @Override
  public long splitSeed() {
    return surroundings.splitSeed();
  }

  @Override
  public Path folder() {
    return surroundings.folder();
  }

  @Override
  public Optional<Saved> restored() {
    return surroundings.saved();
  }

  @Override
  public void checkpoint(Writer writer) throws IOException {
    if (last.isEmpty()) {
      throw new IllegalStateException("a checkpoint follows the report of its step; none was made");
    }
    Checkpoints.of(folder()).write(last.getAsInt(), writer::write);
  }

  @Override
  public Path artifact(Path file, String name) throws IOException {
    Path all = folder().resolve("artifacts").normalize();
    Path target = all.resolve(name).normalize();
    if (!target.startsWith(all) || target.equals(all)) {
      throw new IllegalArgumentException(
          "expected a name within the artifacts, got '" + name + "'");
    }
    Files.createDirectories(target.resolveSibling("."));
    Path fresh = target.resolveSibling("." + target.getFileName() + ".tmp");
    Files.copy(file, fresh, StandardCopyOption.REPLACE_EXISTING);
    move(fresh, target);
    return target;
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
