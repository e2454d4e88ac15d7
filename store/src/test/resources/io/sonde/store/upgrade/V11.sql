insert into thinned (sweep, at) values (1, '2026-11-29T18:00:00Z');
