-- Silences that last are counted when one is added, and asked for by tenant: those that are over,
-- however many, cost neither.
create index silence_of_tenant on silence (tenant, project, ends);
