package io.sonde.store.embedded;

import java.nio.file.Path;

/** The unpacked programs of one PostgreSQL version. */
record PostgresPrograms(Path folder) {

  String initdb() {
    return program("initdb");
  }

  String pgCtl() {
    return program("pg_ctl");
  }

  String postgres() {
    return program("postgres");
  }

  private String program(String name) {
    return folder.resolve("bin").resolve(name).toString();
  }
}
