package io.sonde.app.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sonde.search.port.SweepStore.Overrides;
import java.util.Optional;

/**
 * A request to start a sweep that may be sent again: the server starts one sweep for a key, however
 * often it comes.
 *
 * @param file the spec's, before each of its problems
 * @param spec the spec's text
 * @param folder on the server's machine, against which the spec's paths are read
 * @param commit the commit under test, and so on
 * @param supersede whether earlier sweeps of the same pull request or branch end
 * @param key 1 to 200 visible ASCII characters
 */
public record Submission(
    String file,
    String spec,
    Optional<String> folder,
    Overrides overrides,
    Optional<String> commit,
    Optional<String> branch,
    Optional<String> pullRequest,
    boolean supersede,
    String key) {

  /** What is sent. The same submission gives the same text, by which the server knows it again. */
  ObjectNode body() {
    ObjectNode body = ServerClient.body(overrides);
    body.put("spec", spec);
    folder.ifPresent(text -> body.put("folder", text));
    commit.ifPresent(text -> body.put("commit", text));
    branch.ifPresent(text -> body.put("branch", text));
    pullRequest.ifPresent(text -> body.put("pull_request", text));
    if (supersede) {
      body.put("cancel_superseded", true);
    }
    return body;
  }
}
