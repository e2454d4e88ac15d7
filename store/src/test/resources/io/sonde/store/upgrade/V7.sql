insert into note (sweep, trial, version, content, changed)
values (1, -1, 1, 'The **first** one.', '2026-11-29T14:00:00Z'), (1, 1, 2, 'good', '2026-11-29T14:00:01Z');
