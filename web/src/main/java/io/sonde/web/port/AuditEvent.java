package io.sonde.web.port;

import java.time.Instant;

/**
 * Something that somebody changed, or was refused.
 *
 * @param token the id of the token; {@code local} for the machine's own user, {@code environment}
 *     for the token that the server was started with, {@code nobody} where none was right
 * @param name of the token at that time
 * @param address from where
 * @param action such as {@code cancel sweep}
 * @param subject on what, such as {@code /sweeps/3/cancel}
 * @param outcome {@code done}, the code of the problem that was answered, or {@code unanswered}
 *     where the caller left before
 * @param status the HTTP status that was answered; 0 where there was no request
 */
public record AuditEvent(
    Instant at,
    String token,
    String name,
    String address,
    String action,
    String subject,
    String outcome,
    int status) {}
