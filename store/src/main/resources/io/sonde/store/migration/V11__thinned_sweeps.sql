-- Of which sweeps old metric points were thinned, and when: a time before the sweep's end is of an earlier end.
create table thinned (
    sweep integer     not null primary key references sweep on delete cascade,
    at    timestamptz not null
);
