package io.sonde.benchmarks.load;

import java.util.concurrent.Flow;
import java.util.function.Consumer;

/** Hands every line of an answer on as it comes. */
record Lines(Consumer<String> take) implements Flow.Subscriber<String> {
  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(String line) {
    take.accept(line);
  }

  @Override
  public void onError(Throwable cut) {
    // the request's own end tells it
  }

  @Override
  public void onComplete() {
    // the request's own end tells it
  }
}
