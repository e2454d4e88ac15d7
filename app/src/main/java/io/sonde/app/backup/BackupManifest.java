package io.sonde.app.backup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sonde.store.backup.Table;
import io.sonde.web.document.Json;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a backup says of itself, in its entry {@code manifest.json}.
 *
 * @param sonde the version of the program that wrote it
 * @param schemaVersion that of the rows
 * @param created the moment whose rows it holds
 * @param sweeps the folder in which the files of sweeps lay
 * @param tables in the order in which they can be filled
 * @param files how many files of sweeps it holds
 * @param bytes how long they are together
 */
record BackupManifest(
    String sonde,
    String schemaVersion,
    Instant created,
    Path sweeps,
    List<Table> tables,
    long files,
    long bytes) {

  /** How the file is laid out; a program refuses what is higher than what it knows. */
  static final int FORMAT = 1;

  /** The manifest's own entry. */
  static final String ENTRY = "manifest.json";

  /** The entry with the SHA-256 of all others, as {@code sha256sum} writes it. */
  static final String CHECKSUMS = "SHA256SUMS";

  /** Below which the files of sweeps stand. */
  static final String FILES = "sweeps/";

  BackupManifest {
    tables = List.copyOf(tables);
  }

  /** The entry of a table's rows. */
  static String entry(Table table) {
    return "database/" + table.name() + ".csv";
  }

  String text() {
    ObjectNode document = Json.object();
    document.put("format", FORMAT);
    document.put("sonde", sonde);
    document.put("schema", schemaVersion);
    document.put("created", created.toString());
    document.put("sweeps", sweeps.toString());
    document.put("files", files);
    document.put("bytes", bytes);
    var list = document.putArray("tables");
    for (Table table : tables) {
      ObjectNode one = list.addObject().put("name", table.name());
      table.columns().forEach(one.putArray("columns")::add);
    }
    return document.toPrettyString() + "\n";
  }

  /**
   * Reads a manifest.
   *
   * @throws IllegalArgumentException with what is wrong with it
   */
  static BackupManifest read(JsonNode document) {
    int format = document.path("format").asInt();
    if (format < 1 || format > FORMAT) {
      throw new IllegalArgumentException(
          "its layout has the number %s, and this Sonde knows those up to %d: use a newer Sonde"
              .formatted(document.path("format"), FORMAT));
    }
    try {
      List<Table> tables = new ArrayList<>();
      for (JsonNode table : document.path("tables")) {
        List<String> columns = new ArrayList<>();
        table.path("columns").forEach(column -> columns.add(column.asText()));
        tables.add(new Table(table.path("name").asText(), columns));
      }
      return new BackupManifest(
          document.path("sonde").asText(),
          document.path("schema").asText(),
          Instant.parse(document.path("created").asText()),
          Path.of(document.path("sweeps").asText()),
          tables,
          document.path("files").asLong(),
          document.path("bytes").asLong());
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("its manifest has no time: " + e.getMessage(), e);
    }
  }
}
