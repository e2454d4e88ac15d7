package io.sonde.web.port;

/**
 * A line of the audit log.
 *
 * @param number rises from line to line, positive
 */
public record AuditEntry(long number, AuditEvent event) {}
