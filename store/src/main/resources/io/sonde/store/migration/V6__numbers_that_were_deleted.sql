-- One row: the highest numbers of sweeps and events that were deleted, so that none is given twice.
create table deleted (
    id       integer not null primary key check (id = 1),
    sweep    integer not null,
    sequence bigint  not null
);
insert into deleted (id, sweep, sequence) values (1, 0, 0);
