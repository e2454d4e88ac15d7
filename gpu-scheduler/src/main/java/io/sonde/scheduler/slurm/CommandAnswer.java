package io.sonde.scheduler.slurm;

/**
 * What a command answered.
 *
 * @param code its exit code
 * @param output its standard output
 * @param errors its standard error
 */
record CommandAnswer(int code, String output, String errors) {

  /** Its complaint in one line. */
  String complaint() {
    String text = errors.isBlank() ? output : errors;
    String line = text.strip().replaceAll("\\s*\\n\\s*", "; ");
    return line.isEmpty() ? "ended with code " + code : line;
  }
}
