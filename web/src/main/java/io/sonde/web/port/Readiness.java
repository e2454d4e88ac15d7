package io.sonde.web.port;

import java.util.List;

/** Whether the server can do its work now. Thread-safe; may block for some seconds. */
@FunctionalInterface
public interface Readiness {
  /**
   * What is missing, a sentence each; none when the server is ready. Anyone may read them, so they
   * name no host, user or secret.
   */
  List<String> missing();
}
