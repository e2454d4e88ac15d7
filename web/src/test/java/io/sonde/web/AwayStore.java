package io.sonde.web;

import io.sonde.search.port.SweepReader;
import io.sonde.search.port.SweepStore.StoreUnavailable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** Lets a reader be away for a while, as a database can be. */
final class AwayStore {
  volatile boolean away;

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
                return method.invoke(present, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
