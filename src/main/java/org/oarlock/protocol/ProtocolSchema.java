package org.oarlock.protocol;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The protocol language as a JSON Schema, for editors that complete and check while one types. Made
 * of the reader's own tables. It is of draft 7, the newest that yaml-language-server supports, and
 * tells apart the ways of asking by if, then and dependencies instead of alternatives, of which an
 * editor can only say that none fits. What is inside expressions it leaves to the reader.
 */
public final class ProtocolSchema {
  /** Letters, digits, . _ - spelled so that every editor's regular expressions understand it. */
  private static final String ID =
      "[^\\u0000-/:-@\\[-`{-\\u007f][^\\u0000-,/:-@\\[-\\^`{-\\u007f]{0,63}";

  private static final String DOSE =
      "^\\s*(?:[0-9]+(?:\\.[0-9]+)?\\s*(?:c?Gy)?\\s*\\.\\.)?\\s*[0-9]+(?:\\.[0-9]+)?\\s*c?Gy\\s*$";

  private static final String COUNTS = "^\\s*[0-9]+\\s*(?:\\.\\.\\s*[0-9]+\\s*)?$";

  private static final String DATES =
      "^\\s*(?:DAY|DAY\\s*\\.\\.|(?:DAY\\s*)?\\.\\.\\s*DAY)\\s*$"
          .replace("DAY", "[0-9]{4}-[0-9]{2}-[0-9]{2}");

  private ProtocolSchema() {}

  /** The schema: maps, lists, texts, numbers and truth values as JSON has them, keys in order. */
  public static Map<String, Object> document() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", "http://json-schema.org/draft-07/schema#");
    schema.put("title", "Oarlock protocol");
    schema.put("description", "What a radiotherapy plan must meet, as 'oarlock check' judges it.");
    schema.putAll(
        mapping(Key.PROTOCOL, List.of("protocol", "title", "version", "status"), List.of()));
    Map<String, Object> definitions = new LinkedHashMap<>();
    definitions.put("parameter", mapping(Key.PARAMETER, List.of(), parameterRules()));
    definitions.put("prescription", mapping(Key.PRESCRIPTION, List.of("target"), sumRules()));
    Map<String, Object> structure = mapping(Key.STRUCTURE, List.of(), List.of(needsSource()));
    structure.put("type", List.of("object", "null")); // where there is nothing to say
    definitions.put("structure", structure);
    definitions.put("goal", mapping(Key.GOAL, List.of("id"), goalRules()));
    schema.put("definitions", definitions);
    return schema;
  }

  /** The schema of files of accepted violations. */
  public static Map<String, Object> overrides() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", "http://json-schema.org/draft-07/schema#");
    schema.put("title", "Oarlock overrides");
    schema.put("description", "Violations of one plan that somebody answers for.");
    schema.putAll(mapping(Key.OVERRIDES, Key.names(Key.OVERRIDES), List.of()));
    Map<String, Object> entry =
        mapping(Key.OVERRIDE_ENTRY, Key.names(Key.OVERRIDE_ENTRY), List.of());
    schema.put("definitions", map("goal", entry));
    return schema;
  }

  /** The schema of selections. */
  public static Map<String, Object> selection() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", "http://json-schema.org/draft-07/schema#");
    schema.put("title", "Oarlock selection");
    schema.put("description", "Which protocol a plan is judged by, as 'oarlock batch' chooses it.");
    schema.putAll(mapping(Key.SELECTION, Key.names(Key.SELECTION), List.of()));
    Map<String, Object> rule = mapping(Key.SELECTION_RULE, List.of("rule", "protocol"), List.of());
    schema.put("definitions", map("goal", rule));
    return schema;
  }

  /** The schema of case files. */
  public static Map<String, Object> caseDocument() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", "http://json-schema.org/draft-07/schema#");
    schema.put("title", "Oarlock case file");
    schema.put(
        "description",
        "What is known of one patient's plan and stands in no DICOM file, as 'oarlock check' reads"
            + " it.");
    schema.putAll(mapping(Key.CASE, List.of("plan"), List.of()));
    return schema;
  }

  private static Map<String, Object> mapping(
      List<Key> keys, List<String> required, List<Map<String, Object>> rules) {
    Map<String, Object> properties = new LinkedHashMap<>();
    keys.forEach(key -> properties.put(key.name(), property(key)));
    Map<String, Object> schema = map("type", "object", "properties", properties);
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    schema.put("additionalProperties", false);
    if (!rules.isEmpty()) {
      schema.put("allOf", rules);
    }
    return schema;
  }

  // keys

  private static Map<String, Object> property(Key key) {
    Map<String, Object> schema = map("description", description(key));
    schema.putAll(shape(key));
    return schema;
  }

  private static String description(Key key) {
    return switch (key.shape()) {
      case STRUCTURE -> key.meaning() + " " + functions(true);
      case CONDITION, CONDITIONS, VALUE_OR_VALUES ->
          key.name().equals("when") ? key.meaning() : key.meaning() + " " + functions(false);
      default -> key.meaning();
    };
  }

  private static String functions(boolean makingStructures) {
    return Function.all().stream()
        .filter(f -> (f.result() == Function.Result.STRUCTURE) == makingStructures)
        .map(Function::name)
        .collect(Collectors.joining("(), ", "Functions: ", "()."));
  }

  private static Map<String, Object> shape(Key key) {
    return switch (key.shape()) {
      case TEXT -> scalar();
      case ID -> map("type", List.of("string", "number"), "pattern", "^" + ID + "$");
      case WORD -> map("enum", key.words());
      case FLAG -> map("type", "boolean");
      case COUNT -> map("type", "integer", "minimum", 1, "maximum", key.largest());
      case COUNTS -> map("type", List.of("integer", "string"), "minimum", 1, "pattern", COUNTS);
      case DATES -> map("type", "string", "pattern", DATES);
      case DOSE ->
          map(
              "type",
              "string",
              "pattern",
              DOSE,
              "patternErrorMessage",
              "Write a dose with its unit, 50 Gy, or a range, 10..16 Gy");
      case AMOUNT, CONDITION, STRUCTURE -> map("type", "string", "minLength", 1);
      case VARIATION -> map("type", List.of("string", "number"));
      case TEXTS -> list(1);
      case TEXT_OR_TEXTS -> textOrTexts();
      case CONDITIONS -> map("type", "array", "items", expression(), "minItems", 2);
      case VALUE_OR_VALUES ->
          map("type", List.of("string", "array"), "items", expression(), "minItems", 1);
      case NAMES -> map("type", "object", "additionalProperties", textOrTexts());
      case CITATIONS -> map("type", "object", "additionalProperties", scalar());
      case PARAMETERS -> entries("parameter", ID);
      case PRESCRIPTIONS -> entries("prescription", ID);
      case STRUCTURES -> entries("structure", "[^\"]{1,%d}".formatted(Key.MAX_NAME));
      case GOALS -> map("type", "array", "items", reference("goal"));
    };
  }

  /** A text, as YAML reads it: 1.0 and true are none there, but the reader takes them as typed. */
  private static Map<String, Object> scalar() {
    return map("type", List.of("string", "number", "boolean"));
  }

  private static Map<String, Object> textOrTexts() {
    return map(
        "type", List.of("string", "number", "boolean", "array"), "items", scalar(), "minItems", 1);
  }

  private static Map<String, Object> expression() {
    return map("type", "string", "minLength", 1);
  }

  private static Map<String, Object> list(int least) {
    return map("type", "array", "items", scalar(), "minItems", least);
  }

  private static Map<String, Object> entries(String definition, String name) {
    return map(
        "type",
        "object",
        "propertyNames",
        map("pattern", "^" + name + "$"),
        "additionalProperties",
        reference(definition));
  }

  private static Map<String, Object> reference(String definition) {
    return map("$ref", "#/definitions/" + definition);
  }

  // what keys have to do with one another

  private static List<Map<String, Object>> parameterRules() {
    Map<String, Object> isNoChoice =
        map(
            "required",
            List.of("type"),
            "properties",
            map("type", map("not", map("const", "choice"))));
    return List.of(
        map("if", isNoChoice, "then", without(List.of("choices"))),
        map("if", map("not", has("choices")), "then", has("type")),
        map(
            "if",
            map("required", List.of("type"), "properties", map("type", map("const", "choice"))),
            "then",
            has("choices")),
        map("properties", map("choices", map("minItems", 2, "uniqueItems", true))));
  }

  private static List<Map<String, Object>> sumRules() {
    return List.of(map("dependencies", map("sum", without(Key.NOT_OF_A_SUM))), needsSource());
  }

  private static List<Map<String, Object>> goalRules() {
    List<String> others = Key.FORMS.subList(1, Key.FORMS.size());
    Map<String, Object> asksOtherwise =
        map("anyOf", others.stream().map(ProtocolSchema::has).toList());
    Map<String, Object> dependencies = new LinkedHashMap<>();
    for (String form : Key.FORMS) {
      List<String> excluded = Key.FORMS.stream().filter(f -> !f.equals(form)).toList();
      dependencies.put(
          form,
          without(
              form.equals("report")
                  ? Stream.concat(excluded.stream(), Stream.of("also_report")).toList()
                  : excluded));
    }
    return List.of(
        map("if", map("not", asksOtherwise), "then", has("goal")),
        map("dependencies", dependencies),
        needs("variation", "goal"),
        needsSource());
  }

  private static Map<String, Object> needsSource() {
    return needs("statement", "source");
  }

  private static Map<String, Object> needs(String key, String other) {
    return map("if", has(key), "then", has(other));
  }

  private static Map<String, Object> has(String key) {
    return map("required", List.of(key));
  }

  private static Map<String, Object> without(List<String> keys) {
    Map<String, Object> properties = new LinkedHashMap<>();
    keys.forEach(key -> properties.put(key, false));
    return map("properties", properties);
  }

  private static Map<String, Object> map(Object... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return map;
  }
}
