-- What a sweep was started for, as its caller told it; null where nothing was told.
alter table sweep add column commit_name text;
alter table sweep add column branch text;
alter table sweep add column pull_request text;
create index sweep_of_branch on sweep (branch, number) where branch is not null;
create index sweep_of_commit on sweep (commit_name, number) where commit_name is not null;

-- By which a request that comes again is known; one sweep for each key.
alter table sweep add column request_key text;
alter table sweep add column request_digest text;
create unique index sweep_of_request on sweep (request_key) where request_key is not null;
