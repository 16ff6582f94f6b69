package org.oarlock.protocol;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * The JSON Schema validator of networknt, called by its names: the tests compile, and this one is
 * skipped, where the library is not on the class path. Maven always has it there.
 */
public final class OtherValidator {
  private static final String PACKAGE = "com.networknt.schema.";

  private final Object schema;

  private OtherValidator(Object schema) {
    this.schema = schema;
  }

  /** Reads a schema of draft 7, in JSON. */
  public static OtherValidator of(String json) {
    assumeTrue(isThere(), "the library json-schema-validator is not on the class path");
    try {
      Class<?> registry = type("SchemaRegistry");
      Object draft7 = type("SpecificationVersion").getField("DRAFT_7").get(null);
      Object made =
          registry
              .getMethod("withDefaultDialect", type("SpecificationVersion"))
              .invoke(null, draft7);
      return new OtherValidator(
          registry
              .getMethod("getSchema", String.class, type("InputFormat"))
              .invoke(made, json, format("JSON")));
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  /** What is wrong with a document, in English: where, and what. */
  public List<String> problems(String text, String format) {
    try {
      Object errors =
          schema
              .getClass()
              .getMethod(
                  "validate", String.class, type("InputFormat"), type("ExecutionContextCustomizer"))
              .invoke(schema, text, format(format), inEnglish());
      List<String> problems = new ArrayList<>();
      for (Object error : (List<?>) errors) {
        problems.add(get(error, "getInstanceLocation") + ": " + get(error, "getMessage"));
      }
      return problems;
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static Object inEnglish() throws ClassNotFoundException {
    Class<?> customizer = type("ExecutionContextCustomizer");
    Consumer<Object> english =
        config -> {
          try {
            config.getClass().getMethod("locale", Locale.class).invoke(config, Locale.ENGLISH);
          } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
          }
        };
    InvocationHandler handler =
        (proxy, method, arguments) ->
            arguments[0]
                .getClass()
                .getMethod("executionConfig", Consumer.class)
                .invoke(arguments[0], english);
    return Proxy.newProxyInstance(
        customizer.getClassLoader(), new Class<?>[] {customizer}, handler);
  }

  private static Object get(Object error, String getter) throws ReflectiveOperationException {
    return error.getClass().getMethod(getter).invoke(error);
  }

  private static Object format(String name) throws ReflectiveOperationException {
    return type("InputFormat").getField(name).get(null);
  }

  private static boolean isThere() {
    try {
      return type("Schema") != null;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static Class<?> type(String name) throws ClassNotFoundException {
    return Class.forName(PACKAGE + name);
  }
}
