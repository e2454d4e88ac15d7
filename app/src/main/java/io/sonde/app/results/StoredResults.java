package io.sonde.app.results;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.sonde.app.home.Home;
import io.sonde.app.program.UserError;
import io.sonde.app.server.SpecParts;
import io.sonde.search.port.SweepReader;
import io.sonde.search.sweep.StoredInsights;
import io.sonde.store.Store;
import io.sonde.store.database.DatabaseAddress;
import io.sonde.store.embedded.EmbeddedPostgres;
import io.sonde.web.document.InsightDocument;
import io.sonde.web.document.SummaryDocument;
import io.sonde.web.document.SweepDocument;
import io.sonde.web.document.TrialExport;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** What a database holds. */
final class StoredResults implements Results {
  private final Optional<EmbeddedPostgres> postgres;
  private final Store store;

  private StoredResults(Optional<EmbeddedPostgres> postgres, Store store) {
    this.postgres = postgres;
    this.store = store;
  }

  static StoredResults of(DatabaseAddress address) {
    return new StoredResults(Optional.empty(), Store.open(address));
  }

  /** Starts the home's database for as long as it is read. */
  static StoredResults ofEmbedded(Home home) {
    EmbeddedPostgres postgres = EmbeddedPostgres.start(home.writable().folder());
    try {
      return new StoredResults(Optional.of(postgres), Store.open(postgres.address()));
    } catch (RuntimeException e) {
      postgres.close();
      throw e;
    }
  }

  @Override
  public JsonNode list() {
    return SweepDocument.all(reader(), Instant.now());
  }

  @Override
  public JsonNode summary(int sweep) {
    return SummaryDocument.of(reader(), sweep, Instant.now())
        .orElseThrow(() -> NoResults.noSweep(sweep));
  }

  @Override
  public JsonNode insights(int sweep) {
    return new StoredInsights(store.sweeps(), reader(), new SpecParts().reader())
        .insights(sweep)
        .<JsonNode>map(learnt -> InsightDocument.of(learnt).put("sweep", sweep))
        .orElseGet(NullNode::getInstance);
  }

  @Override
  public void export(int sweep, String format, OutputStream out) {
    if (reader().sweep(sweep).isEmpty()) {
      throw NoResults.noSweep(sweep);
    }
    try {
      Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
      TrialExport export = TrialExport.of(reader(), sweep);
      if (format.equals("csv")) {
        export.csv(writer);
      } else {
        export.json(writer);
      }
      writer.flush();
    } catch (IOException e) {
      throw UserError.surroundings("cannot write the export: " + e.getMessage());
    }
  }

  private SweepReader reader() {
    return store.reader();
  }

  @Override
  public void close() {
    store.close();
    postgres.ifPresent(EmbeddedPostgres::close);
  }
}
