package io.sonde.trial.launch;

import io.sonde.search.report.AttemptId;
import io.sonde.trial.checkpoint.RunFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which worker runs which attempt, in a file beside the worker's log: written before the worker is
 * told of the attempt, and read by a restarted server that has adopted the worker's process.
 */
record WorkerNotes(RunFolders folders) {
  private static final Logger log = LoggerFactory.getLogger(WorkerNotes.class);

  /** Writes down what a worker is about to run; without that it could not be adopted. */
  void write(WorkerProcess worker, AttemptId attempt) {
    Path file = file(worker.sweep(), worker.id());
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.createDirectories(file.resolveSibling("."));
      Files.writeString(fresh, attempt + "\n");
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      log.warn("A restarted server will not know what {} runs: {}", worker.id(), e.toString());
    }
  }

  /** Takes away what stood about a worker that is gone. */
  void remove(WorkerProcess worker) {
    try {
      Files.deleteIfExists(file(worker.sweep(), worker.id()));
    } catch (IOException e) {
      log.warn("A note on {} cannot be removed: {}", worker.id(), e.toString());
    }
  }

  /** The workers among these jobs, by the attempt that each ran last. */
  Map<AttemptId, String> read(Collection<String> jobs) {
    Map<AttemptId, String> workers = new HashMap<>();
    for (String job : jobs) {
      read(job).ifPresent(attempt -> workers.put(attempt, job));
    }
    return workers;
  }

  private Optional<AttemptId> read(String job) {
    String[] words = job.split("-", -1);
    if (!job.startsWith(WorkerJobs.WORKER) || words.length != 3 || !words[1].matches("\\d{1,9}")) {
      return Optional.empty();
    }
    try {
      String text = Files.readString(file(Integer.parseInt(words[1]), job)).strip();
      return Optional.of(AttemptId.parse(text));
    } catch (IOException | IllegalArgumentException noWordOfAnAttempt) {
      return Optional.empty();
    }
  }

  private Path file(int sweep, String worker) {
    return folders.workerLog(sweep, worker).resolveSibling(worker + ".attempt");
  }
}
