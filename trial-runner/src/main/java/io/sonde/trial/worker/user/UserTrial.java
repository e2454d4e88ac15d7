package io.sonde.trial.worker.user;

import io.sonde.search.binding.Binding;
import io.sonde.trial.user.InfeasibleTrialException;
import io.sonde.trial.user.Trial;
import io.sonde.trial.worker.user.ClassMain.UnusableClassException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Map;

/**
 * A user's class, loaded.
 *
 * @param type of its configuration
 */
record UserTrial<C>(Trial<C> trial, Class<C> type) {

  /** Loads a class by its name. */
  static UserTrial<?> load(String name) throws UnusableClassException {
    Class<?> found;
    try {
      found = Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new UnusableClassException("there is no class " + name + " on trial.classpath");
    } catch (LinkageError e) {
      throw new UnusableClassException("the class " + name + " cannot be loaded: " + e);
    }
    if (!Trial.class.isAssignableFrom(found)) {
      throw new UnusableClassException(
          "the class " + name + " does not implement " + Trial.class.getName());
    }
    return of(made(found), configurationOf(found));
  }

  private static Trial<?> made(Class<?> found) throws UnusableClassException {
    String expected =
        found.getName() + " needs to be public, with a public constructor without arguments: ";
    try {
      return (Trial<?>) found.getConstructor().newInstance();
    } catch (InvocationTargetException e) {
      throw new UnusableClassException(
          "the constructor of " + found.getName() + " threw " + e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new UnusableClassException(expected + e);
    }
  }

  @SuppressWarnings("unchecked") // what the class declares is what its run takes
  private static <C> UserTrial<C> of(Trial<?> trial, Class<C> type) {
    return new UserTrial<>((Trial<C>) trial, type);
  }

  /** The C of Trial&lt;C&gt;, as the class or one above it declares it; a map when none does. */
  private static Class<?> configurationOf(Class<?> found) {
    for (Class<?> at = found; at != null; at = at.getSuperclass()) {
      for (Type declared : at.getGenericInterfaces()) {
        if (declared instanceof ParameterizedType generic && generic.getRawType() == Trial.class) {
          Type argument = generic.getActualTypeArguments()[0];
          return argument instanceof Class<?> plain ? plain : Map.class;
        }
      }
    }
    return Map.class;
  }

  void run(Surroundings surroundings) throws Exception {
    C configuration;
    try {
      configuration = Binding.of(surroundings.configuration(), type, "");
    } catch (IllegalArgumentException e) {
      throw new InfeasibleTrialException(
          "the configuration is no " + type.getSimpleName() + ": " + e.getMessage());
    }
    trial.run(new ProcessContext<>(configuration, surroundings));
  }
}
