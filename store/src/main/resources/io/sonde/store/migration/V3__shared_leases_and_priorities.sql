-- The part of a GPU's memory that a job claims where it shares the GPU, in bytes; null for whole devices.
alter table lease add column memory bigint;

-- A device stands here once for each job that holds it: once at all, unless only parts of it are claimed.
alter table lease_device add column shared boolean not null default false;
alter table lease_device drop constraint lease_device_pkey;
alter table lease_device add primary key (host, device, job);
create unique index lease_device_whole on lease_device (host, device) where not shared;

-- The priority that a sweep was given while it ran; null for that of its spec.
alter table sweep add column priority_override integer;
