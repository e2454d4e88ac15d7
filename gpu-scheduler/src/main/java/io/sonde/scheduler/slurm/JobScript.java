package io.sonde.scheduler.slurm;

import io.sonde.scheduler.job.Job;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The script that Slurm runs for a job. It runs the command once at most, however often Slurm
 * starts it, because it takes its folder's {@code begun} first; leaves how the command ended in the
 * folder's {@code exit}; and ends the command where the folder is gone or holds {@code lost}, so
 * that a job which Slurm has forgotten does not run for ever. What the command leaves behind is
 * ended with it.
 */
final class JobScript {

  /** Between two looks at whether the job was given up. */
  private static final int LOOK_SECONDS = 10;

  private static final String TEXT =
      """
      #!/bin/sh
      # A job of Sonde: %1$s
      folder=%2$s
      log=%3$s
      node=${SLURMD_NODENAME:-$(hostname)}
      [ -d "$folder" ] || exit 1
      mkdir "$folder/begun" 2>/dev/null || exit 0
      end() { echo "$1" >"$folder/exit.part" && mv "$folder/exit.part" "$folder/exit"; }
      fail() { end "failed $1"; exit 1; }
      echo "$node ${SLURM_JOB_GPUS:-}" >"$folder/where.part" && mv "$folder/where.part" "$folder/where"
      asked=
      trap 'asked=" asked"' TERM
      { true >>"$log"; } 2>/dev/null || fail "the log $log cannot be written on $node"
      exec >>"$log" 2>&1
      cd %4$s || fail "there is no folder %5$s on $node"
      . "$folder/environment"
      rm -f "$folder/environment"
      export SONDE_SLURM_JOB=%1$s
      set -- %6$s
      case $1 in
        */*) [ -f "$1" ] && [ -x "$1" ] || fail "$1 is not an executable file on $node" ;;
        *) command -v "$1" >/dev/null || fail "there is no command $1 on the PATH of $node" ;;
      esac
      # What the command leaves behind, in other sessions too, is known by what it inherits.
      leftovers() {
        left=
        grep -lsxzF "SONDE_SLURM_JOB=$SONDE_SLURM_JOB" /proc/[0-9]*/environ >"$folder/left"
        while read -r seen; do
          seen=${seen#/proc/}
          left="$left ${seen%%/environ}"
        done <"$folder/left"
        [ -n "$left" ]
      }
      sweep() {
        leftovers || return 0
        kill -TERM $left 2>/dev/null
        for look in 1 2 3 4 5 6 7 8 9 10; do
          leftovers || return 0
          sleep 0.2
        done
        kill -KILL $left 2>/dev/null
      }
      watch() {
        trap 'kill "$pause" 2>/dev/null; exit' TERM
        while [ -d "$folder" ] && [ ! -e "$folder/lost" ]; do sleep %7$d & pause=$!; wait "$pause"; done
        trap '' TERM
        kill -TERM 0
        sleep 5
        end 137
        kill -KILL 0
      }
      watch >/dev/null 2>&1 &
      watcher=$!
      if mkfifo -m 600 "$folder/stdin"; then
        # Open at both ends, so that the command's input has no end while the job lives.
        exec 3<>"$folder/stdin"
        { cat "$folder/input" >&3; rm -f "$folder/input"; } &
      else
        exec 3<"$folder/input"
      fi
      env "$@" <&3 3<&-
      code=$?
      kill "$watcher" 2>/dev/null
      sweep
      end "$code$asked"
      exit "$code"
      """;

  private JobScript() {}

  /** The script of a job whose own files lie in a folder. */
  static String of(Job job, Path folder) {
    String command = job.command().stream().map(JobScript::quoted).collect(Collectors.joining(" "));
    return TEXT.formatted(
        folder.getFileName(),
        quoted(folder.toString()),
        quoted(job.log().toString()),
        quoted(job.directory().toString()),
        job.directory().toString().replaceAll("[\"$`\\\\]", "?"),
        command,
        LOOK_SECONDS);
  }

  /**
   * The variables of a job, to be read by its script. Slurm chooses the GPUs of a job that asks for
   * some; one that does not is shown none.
   *
   * @throws IllegalArgumentException where a shell cannot hold a variable
   */
  static String environment(Job job) {
    Map<String, String> variables = new TreeMap<>(job.environment());
    if (job.resources().gpus() > 0) {
      variables.remove("CUDA_VISIBLE_DEVICES");
    } else {
      variables.put("CUDA_VISIBLE_DEVICES", "");
    }
    StringBuilder text = new StringBuilder();
    variables.forEach(
        (name, value) -> {
          if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            throw new IllegalArgumentException(
                "a job in Slurm cannot have a variable named \""
                    + name
                    + "\"; use letters, digits and _");
          }
          text.append("export ").append(name).append('=').append(quoted(value)).append('\n');
        });
    return text.toString();
  }

  /** Text as one word of a shell. */
  static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
