-- What a server with the first schema left behind: a sweep that completed, and one that it was killed in.
insert into server (id, token, host, pid, since, address)
values (1, '00000000-0000-0000-0000-000000000001', 'lab', 4711, '2026-11-21T10:00:00Z', 'http://127.0.0.1:8080');

insert into sweep (number, experiment, version, spec, folder, seed, created, objectives, budget, state, reason, started, ended, best_trial, best_value, counts)
values
  (1, 'digits', 1, 'name: digits', '/home/ann', 42, '2026-11-21T10:00:00Z',
   '[{"metric":"accuracy","direction":"maximize","value":"best"}]', 2, 'completed',
   'the budget of trials is spent', '2026-11-21T10:00:01Z', '2026-11-21T10:05:00Z', 1, 0.9,
   '{"completed":1,"stopped":1}'),
  (2, 'digits', 1, 'name: digits', '/home/ann', 43, '2026-11-21T11:00:00Z',
   '[{"metric":"accuracy","direction":"maximize","value":"best"}]', 2, 'running', '',
   '2026-11-21T11:00:01Z', null, null, null, '{"running":1}');

insert into event (sequence, sweep, at, kind, change)
values
  (1, 1, '2026-11-21T10:00:01Z', 'sweep_became', '{"state":"running","reason":""}'),
  (2, 1, '2026-11-21T10:00:02Z', 'trial_proposed', '{"trial":0,"tree":{"optimizer":{"adam":{"learning_rate":0.01}}},"values":{"optimizer.adam.learning_rate":0.01},"known":{"parameters":1000.0}}'),
  (3, 1, '2026-11-21T10:00:03Z', 'attempt_started', '{"attempt":"1-0-1","devices":["cpu-0"],"log":"/home/ann/.sonde/sweeps/sweep-1/trial-0/attempt-1/log.txt"}'),
  (4, 1, '2026-11-21T10:00:04Z', 'reported', '{"attempt":"1-0-1","step":1,"metrics":{"accuracy":0.5,"loss":"NaN"},"decision":"stop","reason":"worse than half of the others"}'),
  (5, 1, '2026-11-21T10:00:05Z', 'attempt_ended', '{"attempt":"1-0-1","cause":"stopped","reason":"worse than half of the others"}'),
  (6, 1, '2026-11-21T10:00:05Z', 'trial_became', '{"trial":0,"state":"stopped","reason":"worse than half of the others","value":0.5,"best_step":1,"metrics":{}}'),
  (7, 1, '2026-11-21T10:01:00Z', 'trial_proposed', '{"trial":1,"tree":{"optimizer":{"adam":{"learning_rate":0.02}}},"values":{"optimizer.adam.learning_rate":0.02},"known":{"parameters":1000.0}}'),
  (8, 1, '2026-11-21T10:01:01Z', 'attempt_started', '{"attempt":"1-1-1","devices":["cpu-0"],"log":"/home/ann/.sonde/sweeps/sweep-1/trial-1/attempt-1/log.txt"}'),
  (9, 1, '2026-11-21T10:01:02Z', 'reported', '{"attempt":"1-1-1","step":1,"metrics":{"accuracy":0.8},"decision":"continue","reason":"the first"}'),
  (10, 1, '2026-11-21T10:01:03Z', 'reported', '{"attempt":"1-1-1","step":2,"metrics":{"accuracy":0.9},"decision":"continue","reason":"better"}'),
  (11, 1, '2026-11-21T10:04:59Z', 'attempt_ended', '{"attempt":"1-1-1","cause":"completed","reason":""}'),
  (12, 1, '2026-11-21T10:04:59Z', 'trial_became', '{"trial":1,"state":"completed","reason":"","value":0.9,"best_step":2,"metrics":{"test_accuracy":0.85}}'),
  (13, 1, '2026-11-21T10:05:00Z', 'sweep_became', '{"state":"completed","reason":"the budget of trials is spent"}'),
  (14, 2, '2026-11-21T11:00:01Z', 'sweep_became', '{"state":"running","reason":""}'),
  (15, 2, '2026-11-21T11:00:02Z', 'trial_proposed', '{"trial":0,"tree":{"optimizer":{"adam":{"learning_rate":0.03}}},"values":{"optimizer.adam.learning_rate":0.03},"known":{}}'),
  (16, 2, '2026-11-21T11:00:03Z', 'attempt_started', '{"attempt":"2-0-1","devices":["cpu-0"],"log":"/home/ann/.sonde/sweeps/sweep-2/trial-0/attempt-1/log.txt"}');

insert into trial (sweep, number, state, reason, configuration, searched, known, metrics, measured, value, best_step, last_step, attempts, created, started, ended)
values
  (1, 0, 'stopped', 'worse than half of the others', '{"optimizer":{"adam":{"learning_rate":0.01}}}', '{"optimizer.adam.learning_rate":0.01}', '{"parameters":1000.0}', '{"parameters":1000.0,"accuracy":0.5,"loss":"NaN"}', '{}', 0.5, 1, 1, 1, '2026-11-21T10:00:02Z', '2026-11-21T10:00:03Z', '2026-11-21T10:00:05Z'),
  (1, 1, 'completed', '', '{"optimizer":{"adam":{"learning_rate":0.02}}}', '{"optimizer.adam.learning_rate":0.02}', '{"parameters":1000.0}', '{"parameters":1000.0,"accuracy":0.9}', '{"test_accuracy":0.85}', 0.9, 2, 2, 1, '2026-11-21T10:01:00Z', '2026-11-21T10:01:01Z', '2026-11-21T10:04:59Z'),
  (2, 0, 'running', '', '{"optimizer":{"adam":{"learning_rate":0.03}}}', '{"optimizer.adam.learning_rate":0.03}', '{}', '{}', '{}', null, null, null, 1, '2026-11-21T11:00:02Z', '2026-11-21T11:00:03Z', null);

insert into attempt (sweep, trial, number, devices, log, started, ended, cause, reason)
values
  (1, 0, 1, '["cpu-0"]', '/home/ann/.sonde/sweeps/sweep-1/trial-0/attempt-1/log.txt', '2026-11-21T10:00:03Z', '2026-11-21T10:00:05Z', 'stopped', 'worse than half of the others'),
  (1, 1, 1, '["cpu-0"]', '/home/ann/.sonde/sweeps/sweep-1/trial-1/attempt-1/log.txt', '2026-11-21T10:01:01Z', '2026-11-21T10:04:59Z', 'completed', ''),
  (2, 0, 1, '["cpu-0"]', '/home/ann/.sonde/sweeps/sweep-2/trial-0/attempt-1/log.txt', '2026-11-21T11:00:03Z', null, null, '');

insert into metric (sweep, trial, attempt, name, step, value)
values (1, 0, 1, 'accuracy', 1, 0.5), (1, 0, 1, 'loss', 1, 'NaN'), (1, 1, 1, 'accuracy', 1, 0.8), (1, 1, 1, 'accuracy', 2, 0.9);

insert into lease (job, owner, host, since, pid, start_time, boot_id, process_group, marker)
values ('worker-2-1', 'digits', 'lab', '2026-11-21T11:00:02Z', 4712, 99, 'b0071d', 4712, 'm1');
insert into lease_device (host, device, job, position) values ('lab', 'cpu-0', 'worker-2-1', 0);
