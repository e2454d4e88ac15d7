-- Somebody added trials to the budget of a sweep, by a request with a key.
update sweep set trials_override = 12, budget = 12 where number = 2;
insert into event (sequence, sweep, at, kind, change)
values (101, 2, '2026-11-30T09:00:00Z', 'budget_raised', '{"trials":12,"asked":"more-1","digest":"c0de"}');
insert into request (sweep, key, digest, answer) values (2, 'more-1', 'c0de', 12);
