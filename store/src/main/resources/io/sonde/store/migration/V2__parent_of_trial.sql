-- The trial from whose weights a trial was to start; null for a fresh start.
alter table trial add column parent integer;
