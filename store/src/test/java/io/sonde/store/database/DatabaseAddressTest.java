package io.sonde.store.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseAddressTest {
  @ParameterizedTest
  @CsvSource({
    "postgresql://ann:secret@db:5433/lab, jdbc:postgresql://db:5433/lab",
    "postgres://ann:secret@db/lab, jdbc:postgresql://db/lab",
    "postgresql://ann:secret@[::1]:5433/lab, jdbc:postgresql://[::1]:5433/lab",
    "jdbc:postgresql://db/lab?user=ann&password=secret, jdbc:postgresql://db/lab",
    "postgresql://ann:secret@db/lab?sslmode=require, jdbc:postgresql://db/lab?sslmode=require",
    "jdbc:postgresql://db/lab?user=ann&ssl=true&password=secret, jdbc:postgresql://db/lab?ssl=true",
  })
  void readsWhatPeopleWrite(String text, String url) {
    assertThat(DatabaseAddress.parse(text)).isEqualTo(new DatabaseAddress(url, "ann", "secret"));
  }

  @Test
  void decodesSpecialCharacters() {
    DatabaseAddress address = DatabaseAddress.parse("postgresql://a%40b:p%3A%2F+%25@db/lab");
    assertThat(address.user()).isEqualTo("a@b");
    assertThat(address.password()).isEqualTo("p:/+%");
  }

  @Test
  void mayLackThePassword() {
    assertThat(DatabaseAddress.parse("postgresql://ann@db/lab").password()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "mysql://ann:secret@db/lab, none of PostgreSQL's",
    "lab, none of PostgreSQL's",
    "postgresql://db/lab, names no user",
    "postgresql://ann:secret@db, lacks a host or a database",
    "postgresql://ann:secret@/lab, lacks a host or a database",
    "postgresql://ann:sec ret@db/lab, cannot be read at character",
  })
  void saysWhatIsWrongButNotThePassword(String text, String problem) {
    assertThatThrownBy(() -> DatabaseAddress.parse(text))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining(problem)
        .hasMessageContaining("postgresql://user:password@host:port/database")
        .message()
        .doesNotContain("sec");
  }

  @Test
  void neverShowsThePassword() {
    String text = "postgresql://ann:secret@db:5433/lab?sslpassword=secret";
    assertThat(DatabaseAddress.parse(text).toString()).isEqualTo("postgresql://db:5433/lab as ann");
  }
}
