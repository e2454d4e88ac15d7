-- What people write about sweeps and trials, in Markdown. A trial of -1 stands for the sweep itself.
create table note (
    sweep   integer     not null references sweep on delete cascade,
    trial   integer     not null,
    version integer     not null,
    content text        not null,
    changed timestamptz not null,
    primary key (sweep, trial)
);
