-- A sweep that was deleted, and a person who stopped a trial.
update deleted set sweep = 9, sequence = 99 where id = 1;
insert into event (sequence, sweep, at, kind, change)
values (100, 2, '2026-11-29T14:00:00Z', 'trial_to_stop', '{"trial":0,"reason":"by hand"}');
