package io.sonde.app.progress;

/** Shows how a sweep stands, again and again. */
interface ProgressView {
  /** The sweep stands like this now. */
  void show(Standing standing);

  /** Nothing more will be shown. */
  void close();
}
