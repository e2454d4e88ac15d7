package io.sonde.app.progress;

import com.fasterxml.jackson.databind.JsonNode;
import io.sonde.web.document.Json;
import java.io.PrintStream;
import java.util.Optional;

/**
 * Where a command writes. What people read goes to the standard output, or to the standard error
 * when the output is to end with a line of JSON.
 */
public final class Console {
  private static final int COLUMNS = 100;
  private final PrintStream people;
  private final PrintStream output;
  private final boolean json;
  private final boolean terminal;

  /**
   * A console.
   *
   * @param json whether results are written as JSON
   * @param terminals which of {@code stdout} and {@code stderr} are terminals, as the launcher saw
   */
  public Console(PrintStream output, PrintStream errors, boolean json, String terminals) {
    this.output = output;
    this.people = json ? errors : output;
    this.json = json;
    this.terminal = terminals.contains(json ? "stderr" : "stdout");
  }

  /** Of this process. */
  public static Console ofProcess(boolean json) {
    return new Console(System.out, System.err, json, System.getProperty("sonde.terminals", ""));
  }

  /** A line for people. */
  public void say(String line) {
    people.println(line);
    people.flush();
  }

  /** A line for programs, when they asked for one. */
  public void result(JsonNode document) {
    if (json) {
      output.println(Json.text(document));
      output.flush();
    }
  }

  /** Whether results are written as JSON. */
  public boolean json() {
    return json;
  }

  /** The standard output itself, for documents. */
  public PrintStream output() {
    return output;
  }

  ProgressView progress() {
    return terminal ? new TerminalProgress(people, columns()) : new PlainProgress(people);
  }

  private static int columns() {
    return Optional.ofNullable(System.getProperty("sonde.columns"))
        .filter(text -> text.matches("[1-9]\\d{1,3}"))
        .map(Integer::parseInt)
        .orElse(COLUMNS);
  }
}
