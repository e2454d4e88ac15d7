package io.sonde.store;

import io.sonde.store.database.DatabaseAddress;
import io.sonde.store.database.DatabaseException;
import java.io.IOException;

/** A program that owns a database until its standard input ends. */
final class OwningHost {
  private OwningHost() {}

  public static void main(String[] arguments) throws IOException {
    try (Store store = Store.open(new DatabaseAddress(arguments[0], arguments[1], arguments[2]))) {
      store.own("http://127.0.0.1:4711");
      System.out.println("ready ");
      System.in.readAllBytes();
    } catch (DatabaseException refused) {
      System.out.println("refused " + refused.getMessage());
    }
  }
}
