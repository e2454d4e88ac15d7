-- Access, and a sweep that knows whose it is.
insert into access_token (id, name, role, projects, digest, created)
values ('t1', 'CI', 'run', '["vision"]', '0000000000000000000000000000000000000000000000000000000000000000', '2026-11-29T13:00:00Z');
insert into audit_entry (at, token, name, address, action, subject, outcome, status)
values ('2026-11-29T13:00:01Z', 'local', 'local', '', 'create token', 't1', 'done', 0);
insert into sweep (number, experiment, version, spec, folder, seed, created, objectives, budget, state, reason, counts, project)
values (3, 'plants', 1, 'name: plants', '/home/ann', 1, '2026-11-29T13:00:02Z', '[{"metric":"loss","direction":"minimize","value":"last"}]', 1, 'waiting', '', '{}', 'vision');
