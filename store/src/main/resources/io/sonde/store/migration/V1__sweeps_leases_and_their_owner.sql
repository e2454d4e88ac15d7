-- One row: which server owns this database. The token fences writes of a server that lost it.
create table server (
    id      integer     not null primary key check (id = 1),
    token   uuid        not null,
    host    text        not null,
    pid     bigint      not null,
    since   timestamptz not null,
    address text        not null
);

create table sweep (
    number            integer     not null primary key,
    experiment        text        not null,
    version           integer     not null,
    spec              text        not null,
    folder            text        not null,
    trials_override   integer,
    parallel_override integer,
    seed_override     bigint,
    data_hash         text,
    seed              bigint      not null,
    created           timestamptz not null,
    objectives        json        not null,
    budget            integer     not null,
    state             text        not null,
    reason            text        not null,
    started           timestamptz,
    ended             timestamptz,
    best_trial        integer,
    best_value        double precision,
    counts            json        not null
);
create index sweep_of_experiment on sweep (experiment, version);
create index sweep_unfinished on sweep (number) where state in ('waiting', 'running', 'paused');

-- Everything that happened, in one order over all sweeps. The other tables follow from it.
create table event (
    sequence bigint      not null primary key,
    sweep    integer     not null references sweep on delete cascade,
    at       timestamptz not null,
    kind     text        not null,
    change   json        not null
);
create index event_of_sweep on event (sweep, sequence);

create table trial (
    sweep         integer     not null references sweep on delete cascade,
    number        integer     not null,
    state         text        not null,
    reason        text        not null,
    configuration json        not null,
    searched      json        not null,
    known         json        not null,
    metrics       json        not null,
    measured      json        not null,
    value         double precision,
    best_step     integer,
    last_step     integer,
    attempts      integer     not null,
    created       timestamptz not null,
    started       timestamptz,
    ended         timestamptz,
    primary key (sweep, number)
);
create index trial_by_state on trial (sweep, state, number);
create index trial_by_value on trial (sweep, value, number);

create table attempt (
    sweep   integer     not null,
    trial   integer     not null,
    number  integer     not null,
    devices json        not null,
    log     text        not null,
    -- the step of the checkpoint from which it went on; null when it began anew
    after_step integer,
    started timestamptz not null,
    ended   timestamptz,
    cause   text,
    reason  text        not null,
    primary key (sweep, trial, number),
    foreign key (sweep, trial) references trial on delete cascade
);

-- The key serves a curve: the steps of one metric of one attempt.
create table metric (
    sweep   integer          not null,
    trial   integer          not null,
    attempt integer          not null,
    name    text             not null,
    step    integer          not null,
    value   double precision not null,
    primary key (sweep, trial, attempt, name, step),
    foreign key (sweep, trial, attempt) references attempt on delete cascade
);

create table lease (
    job           text        not null primary key,
    owner         text        not null,
    host          text        not null,
    since         timestamptz not null,
    pid           bigint,
    start_time    bigint,
    boot_id       text,
    process_group bigint,
    marker        text
);

-- Its key is what keeps a device from being leased twice.
create table lease_device (
    host     text    not null,
    device   text    not null,
    job      text    not null references lease on delete cascade,
    position integer not null,
    primary key (host, device)
);
create index lease_device_of_job on lease_device (job);
