package io.sonde.web.page;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.Map;
import ognl.MethodFailedException;
import ognl.ObjectPropertyAccessor;
import ognl.OgnlException;

/**
 * What templates read of records: {@code ${view.best}} is {@code view.best()}. OGNL finds it by
 * itself, but as it looks for getters first and goes through all methods each time, that is most of
 * what a page takes. Thread-safe.
 */
final class RecordProperties extends ObjectPropertyAccessor {
  private final ClassValue<Map<String, Method>> methods =
      new ClassValue<>() {
        @Override
        protected Map<String, Method> computeValue(Class<?> type) {
          return readable(type);
        }
      };

  private static Map<String, Method> readable(Class<?> type) {
    Map<String, Method> readable = new HashMap<>();
    for (Method method : type.getDeclaredMethods()) {
      int modifiers = method.getModifiers();
      if (Modifier.isPublic(modifiers)
          && !Modifier.isStatic(modifiers)
          && method.getParameterCount() == 0
          && method.getReturnType() != void.class
          && method.trySetAccessible()) {
        readable.put(method.getName(), method);
      }
    }
    return Map.copyOf(readable);
  }

  @Override
  @SuppressWarnings("rawtypes") // as the superclass says it
  public Object getPossibleProperty(Map context, Object target, String name) throws OgnlException {
    Method method = methods.get(target.getClass()).get(name);
    if (method == null) {
      return super.getPossibleProperty(context, target, name);
    }
    try {
      return method.invoke(target);
    } catch (InvocationTargetException e) {
      throw new MethodFailedException(target, name, e.getCause());
    } catch (IllegalAccessException e) {
      throw new MethodFailedException(target, name, e);
    }
  }
}
