package io.sonde.web;

import io.sonde.search.port.SweepReader;
import io.sonde.search.port.SweepStore.StoreUnavailable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;

/** Lets a reader be away for a while, as a database can be, or slow. */
final class AwayStore {
  volatile boolean away;

  /** Told the name of each method that has read, before its answer is handed out. */
  volatile Consumer<String> read = method -> {};

  SweepReader reader(SweepReader present) {
    return (SweepReader)
        Proxy.newProxyInstance(
            SweepReader.class.getClassLoader(),
            new Class<?>[] {SweepReader.class},
            (proxy, method, arguments) -> {
              if (away) {
                throw new StoreUnavailable(
                    "The database does not answer.", new IllegalStateException("away"));
              }
              try {
                Object answer = method.invoke(present, arguments);
                read.accept(method.getName());
                return answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
