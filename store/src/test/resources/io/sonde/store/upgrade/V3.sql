-- Two jobs that share a GPU, and a sweep with a priority of its own.
insert into lease (job, owner, host, since, memory) values ('shared-1', 'digits', 'lab', '2026-11-28T21:00:00Z', 1000), ('shared-2', 'digits', 'lab', '2026-11-28T21:00:01Z', 2000);
insert into lease_device (host, device, job, position, shared) values ('lab', 'GPU-1', 'shared-1', 0, true), ('lab', 'GPU-1', 'shared-2', 0, true);
update sweep set priority_override = 7 where number = 2;
