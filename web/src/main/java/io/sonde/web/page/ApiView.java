package io.sonde.web.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;

/** The API's contract, for people: its subjects with their operations, then its schemas. */
public record ApiView(String description, List<SubjectView> subjects, List<SchemaView> schemas) {
  private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

  /** Operations about one thing. */
  public record SubjectView(String name, String description, List<OperationView> operations) {}

  /** An operation. */
  public record OperationView(
      String id,
      String method,
      String path,
      String summary,
      String description,
      List<FieldView> parameters,
      List<BodyView> bodies,
      List<AnswerView> answers) {}

  /**
   * A parameter, or a property of a schema.
   *
   * @param place where a parameter stands, such as {@code query}; empty for a property
   */
  public record FieldView(
      String name, String place, boolean required, SchemaWords type, String description) {}

  /** A body in one media type. */
  public record BodyView(String mediaType, SchemaWords type) {}

  /** An answer. */
  public record AnswerView(String status, String description, List<BodyView> bodies) {}

  /** A schema with a name. */
  public record SchemaView(
      String name, String description, SchemaWords type, List<FieldView> properties) {}

  static ApiView of(ObjectNode contract) {
    List<SubjectView> subjects = new ArrayList<>();
    for (JsonNode tag : contract.path("tags")) {
      String name = tag.path("name").asText();
      subjects.add(
          new SubjectView(name, tag.path("description").asText(), operations(contract, name)));
    }
    List<SchemaView> schemas = new ArrayList<>();
    contract
        .at("/components/schemas")
        .properties()
        .forEach(entry -> schemas.add(schema(entry.getKey(), entry.getValue())));
    return new ApiView(contract.at("/info/description").asText(), subjects, schemas);
  }

  private static List<OperationView> operations(ObjectNode contract, String tag) {
    List<OperationView> operations = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : contract.path("paths").properties()) {
      for (String method : METHODS) {
        JsonNode operation = path.getValue().path(method);
        if (operation.at("/tags/0").asText().equals(tag)) {
          operations.add(operation(contract, path.getKey(), method, operation));
        }
      }
    }
    return operations;
  }

  private static OperationView operation(
      ObjectNode contract, String path, String method, JsonNode operation) {
    List<FieldView> parameters = new ArrayList<>();
    for (JsonNode reference : operation.path("parameters")) {
      JsonNode parameter = resolved(contract, reference);
      parameters.add(
          field(
              parameter.path("name").asText(),
              parameter.path("in").asText(),
              parameter.path("required").asBoolean(),
              parameter.path("schema"),
              parameter.path("description").asText()));
    }
    List<AnswerView> answers = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : operation.path("responses").properties()) {
      JsonNode answer = resolved(contract, entry.getValue());
      answers.add(
          new AnswerView(
              entry.getKey().equals("default") ? "other" : entry.getKey(),
              answer.path("description").asText(),
              bodies(answer)));
    }
    return new OperationView(
        operation.path("operationId").asText(),
        method.toUpperCase(Locale.ROOT),
        path,
        operation.path("summary").asText(),
        operation.path("description").asText(),
        parameters,
        bodies(operation.path("requestBody")),
        answers);
  }

  private static List<BodyView> bodies(JsonNode holder) {
    return holder.path("content").properties().stream()
        .map(entry -> new BodyView(entry.getKey(), SchemaWords.of(entry.getValue().path("schema"))))
        .toList();
  }

  private static SchemaView schema(String name, JsonNode schema) {
    Set<String> required = new LinkedHashSet<>();
    StreamSupport.stream(schema.path("required").spliterator(), false)
        .forEach(one -> required.add(one.asText()));
    List<FieldView> properties =
        schema.path("properties").properties().stream()
            .map(
                entry ->
                    field(
                        entry.getKey(),
                        "",
                        required.contains(entry.getKey()),
                        entry.getValue(),
                        entry.getValue().path("description").asText()))
            .toList();
    return new SchemaView(
        name, schema.path("description").asText(), SchemaWords.of(schema), properties);
  }

  private static FieldView field(
      String name, String place, boolean required, JsonNode schema, String description) {
    return new FieldView(name, place, required, SchemaWords.of(schema), description);
  }

  private static JsonNode resolved(ObjectNode contract, JsonNode node) {
    String reference = node.path("$ref").asText();
    return reference.isEmpty() ? node : contract.at(reference.substring(1));
  }
}
