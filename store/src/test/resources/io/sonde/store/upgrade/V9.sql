insert into webhook (id, name, url, events, projects, active, digest, since, created)
values ('hook1', 'chat', 'https://example.org/sonde', '["sweep.completed"]', '["vision"]', true,
        '0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef', 90, '2026-11-29T15:00:00Z');
insert into webhook_delivery (number, webhook, event, type, sweep, body, created, state, attempts, next_at,
                              last_at, last_status, last_millis, last_answer, last_problem)
values (1, 'hook1', '95', 'sweep.completed', 1, '{"sweep": 1}', '2026-11-29T15:00:01Z', 'delivered', 1, null,
        '2026-11-29T15:00:02Z', 200, 31, 'ok', ''),
       (2, 'hook1', '96', 'sweep.completed', 2, '{"sweep": 2}', '2026-11-29T15:00:03Z', 'waiting', 2,
        '2026-11-29T15:01:00Z', '2026-11-29T15:00:04Z', 503, 12, '', 'answered 503');
update webhook_position set sequence = 97;
