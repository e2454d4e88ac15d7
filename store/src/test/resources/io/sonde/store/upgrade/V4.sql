-- A sweep that a CI started.
update sweep set commit_name = 'c0ffee', branch = 'main', pull_request = '12', request_key = 'job-1', request_digest = 'd1' where number = 2;
