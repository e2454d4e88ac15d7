-- A trial that starts from another one's weights.
update sweep set counts = '{"running":1,"waiting":1}' where number = 2;
insert into event (sequence, sweep, at, kind, change)
values (17, 2, '2026-11-28T17:00:00Z', 'trial_proposed', '{"trial":1,"tree":{"optimizer":{"adam":{"learning_rate":0.04}}},"values":{"optimizer.adam.learning_rate":0.04},"known":{},"parent":0}');
insert into trial (sweep, number, state, reason, configuration, searched, known, metrics, measured, attempts, created, parent)
values (2, 1, 'waiting', '', '{"optimizer":{"adam":{"learning_rate":0.04}}}', '{"optimizer.adam.learning_rate":0.04}', '{}', '{}', '{}', 0, '2026-11-28T17:00:00Z', 0);
