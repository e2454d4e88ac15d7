-- What charts rank and count over a whole sweep, so that they read no wide row but those that they show.
create index trial_of_chart on trial (sweep, number) include (state, value, ended, started);
-- The page of a sweep whose largest value is best: trials without one come last in either direction.
create index trial_by_value_down on trial (sweep, value desc nulls last, number);
