package io.sonde.trial.data;

/** Collects what is to be told from the rows of a table. */
interface TargetReader {
  /** Takes a row. Throws {@link DataException} naming its line. */
  void read(Table.Row row);

  /** All of them, once every row was taken. Throws {@link DataException} naming the file. */
  Targets targets();
}
