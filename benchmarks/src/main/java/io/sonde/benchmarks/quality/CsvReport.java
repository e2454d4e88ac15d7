package io.sonde.benchmarks.quality;

import io.sonde.benchmarks.Estimate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Results as a file for further reckoning: a line for each task, optimizer and share. */
final class CsvReport {
  private CsvReport() {}

  static void write(List<Results> all, Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(
        "task,optimizer,runs,evaluations,mean_best,stderr_best,regret,stderr_regret,"
            + "mean_returned,proposal_ms");
    for (Results results : all) {
      for (String optimizer : results.optimizers()) {
        Results.SHARES.forEach(share -> lines.add(line(results, optimizer, share)));
      }
    }
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.write(file, lines);
  }

  private static String line(Results results, String optimizer, int share) {
    Estimate best = results.best(optimizer, share);
    Estimate regret = results.regret(optimizer, share);
    return String.join(
        ",",
        results.task(),
        optimizer,
        Integer.toString(results.runs(optimizer)),
        Integer.toString(results.evaluations(share)),
        Double.toString(best.mean()),
        Double.toString(best.error()),
        Double.toString(regret.mean()),
        Double.toString(regret.error()),
        Double.toString(results.returned(optimizer).mean()),
        Double.toString(results.nanos(optimizer).mean() / 1e6));
  }
}
