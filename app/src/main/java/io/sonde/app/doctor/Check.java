package io.sonde.app.doctor;

/** Looks at one part of an installation. */
interface Check {
  /** What it looks at, in a word or two. */
  String part();

  /** Looks. What is thrown becomes a finding too. */
  void run(Findings findings);
}
