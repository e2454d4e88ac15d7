package io.sonde.store.sweep;

import io.sonde.search.request.RequestKey;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

/** A request with a key that a sweep has taken in, and what it was answered. Never altered. */
@Entity
@Table(name = "request")
@IdClass(RequestEntity.Key.class)
public class RequestEntity {
  /** To whom it was sent, and its key. */
  public record Key(int sweep, String key) {}

  @Id private int sweep;

  @Id
  @Column(columnDefinition = "text")
  private String key;

  @Column(columnDefinition = "text", nullable = false)
  private String digest;

  private int answer;

  /** For Hibernate. */
  @SuppressWarnings("NullAway.Init")
  protected RequestEntity() {}

  RequestEntity(int sweep, RequestKey request, int answer) {
    this.sweep = sweep;
    this.key = request.key();
    this.digest = request.digest();
    this.answer = answer;
  }

  int sweep() {
    return sweep;
  }

  /** By which it is known again. */
  RequestKey request() {
    return new RequestKey(key, digest);
  }

  int answer() {
    return answer;
  }
}
