-- The requests with a key that a sweep has taken in, and what they were answered: the number of a trial, or a budget.
create table request (
    sweep  integer not null references sweep on delete cascade,
    key    text    not null,
    digest text    not null,
    answer integer not null,
    primary key (sweep, key)
);
