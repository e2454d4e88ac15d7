package io.sonde.web.page;

import java.util.List;
import java.util.Optional;

/**
 * The page of one webhook.
 *
 * @param form what stands in its fields
 * @param wrong why a change that was asked for was not made
 * @param older the address of the deliveries before these; empty on the last page
 */
public record WebhookView(
    WebhookListView.Row webhook,
    WebhookForm form,
    Optional<String> wrong,
    List<DeliveryView> deliveries,
    Optional<String> older) {}
