package io.sonde.search.port;

import java.util.Optional;

/**
 * What a sweep was started for: the change under test, as version control and its host name it.
 * Each part is told by whoever starts the sweep, and none is looked up anywhere.
 *
 * @param commit 1 to 100 characters, such as a Git hash
 * @param branch 1 to 250 characters
 * @param pullRequest 1 to 100 characters, such as {@code 17}
 */
public record Origin(
    Optional<String> commit, Optional<String> branch, Optional<String> pullRequest) {
  /** Nothing is known. */
  public static final Origin UNKNOWN =
      new Origin(Optional.empty(), Optional.empty(), Optional.empty());

  private static final int COMMIT_LENGTH = 100;
  private static final int BRANCH_LENGTH = 250;
  private static final int PULL_REQUEST_LENGTH = 100;

  /** Throws an IllegalArgumentException that names the part and its text. */
  public Origin {
    commit.ifPresent(text -> check("commit", text, COMMIT_LENGTH));
    branch.ifPresent(text -> check("branch", text, BRANCH_LENGTH));
    pullRequest.ifPresent(text -> check("pull_request", text, PULL_REQUEST_LENGTH));
  }

  /**
   * Whether both are of one line of work: the same pull request, or else, where neither is of one,
   * the same branch.
   */
  public boolean sameLine(Origin other) {
    if (pullRequest.isPresent() || other.pullRequest.isPresent()) {
      return pullRequest.equals(other.pullRequest);
    }
    return branch.isPresent() && branch.equals(other.branch);
  }

  private static void check(String part, String text, int most) {
    if (text.isBlank()
        || !text.equals(text.strip())
        || text.length() > most
        || text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "'"
              + part
              + "' is to be a text of 1 to "
              + most
              + " characters on one line without blanks around it, got '"
              + shown(text)
              + "'.");
    }
  }

  private static String shown(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "?");
    return line.length() <= 60 ? line : line.substring(0, 60) + "…";
  }
}
