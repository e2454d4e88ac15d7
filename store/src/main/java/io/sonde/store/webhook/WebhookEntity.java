package io.sonde.store.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sonde.web.port.Webhook;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.hibernate.annotations.ColumnTransformer;

/** A webhook without its secret. */
@Entity
@Table(name = "webhook")
public class WebhookEntity {
  private static final JsonMapper JSON = new JsonMapper();

  @Id
  @Column(columnDefinition = "text")
  private String id;

  @Column(columnDefinition = "text", nullable = false)
  private String name;

  @Column(columnDefinition = "text", nullable = false)
  private String url;

  @ColumnTransformer(write = "cast(? as json)")
  @Column(columnDefinition = "json", nullable = false)
  private String events;

  @ColumnTransformer(write = "cast(? as json)")
  @Column(columnDefinition = "json", nullable = false)
  private String projects;

  private boolean active;

  @Column(columnDefinition = "text", nullable = false)
  private String digest;

  private long since;

  @Column(nullable = false)
  private Instant created;

  /** For Hibernate. */
  @SuppressWarnings("NullAway.Init")
  protected WebhookEntity() {}

  WebhookEntity(Webhook webhook) {
    this.id = webhook.id();
    this.name = webhook.name().replace('\0', '\uFFFD');
    this.url = webhook.url().replace('\0', '\uFFFD');
    this.events = write(webhook.events());
    this.projects = write(webhook.projects());
    this.active = webhook.active();
    this.digest = webhook.digest();
    this.since = webhook.since();
    this.created = webhook.created().truncatedTo(ChronoUnit.MICROS);
  }

  Webhook webhook() {
    return new Webhook(id, name, url, read(events), read(projects), active, digest, since, created);
  }

  private static String write(Set<String> words) {
    try {
      return JSON.writeValueAsString(new TreeSet<>(words));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Set<String> read(String words) {
    try {
      return Set.copyOf(JSON.readValue(words, new TypeReference<List<String>>() {}));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a list of a webhook cannot be read: " + words, e);
    }
  }
}
