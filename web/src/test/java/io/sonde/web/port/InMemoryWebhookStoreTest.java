package io.sonde.web.port;

final class InMemoryWebhookStoreTest extends WebhookStoreContract {
  @Override
  protected WebhookStore emptyStore() {
    return new InMemoryWebhookStore();
  }
}
