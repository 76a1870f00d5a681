-- A number that somebody is shown must not tell how much others do. Events and changes of alerts
-- keep their place in the whole record (seq, number), which only the program itself reads, and get a
-- second number that counts within their tenant and project. Dead letters, silences and deliveries
-- count within their tenant and project only. Where there is one tenant with one project, every
-- number stays what it was.

-- One pass over the table instead of an update of every row: a column computed from another one
-- when the table is written anew, which then stops being computed.
alter table event add column scope_seq bigint not null generated always as (seq) stored;
alter table event alter column scope_seq drop expression;
update event e set scope_seq = counted.nth
from (select seq, row_number() over (partition by tenant, project order by seq) as nth from event) as counted
where counted.seq = e.seq and e.scope_seq <> counted.nth;

drop index event_entity;
drop index event_type;
create unique index event_of_scope on event (tenant, project, scope_seq);
create index event_entity on event (tenant, project, entity_kind, entity_id, scope_seq)
  where entity_kind is not null;
create index event_type on event (tenant, project, type, scope_seq);
comment on column event.scope_seq is 'Dense and rising in commit order within tenant and project: the only number that anybody outside is shown.';

alter table alert_change add column scope_number bigint;
update alert_change c set scope_number = counted.nth + 1
from (select number, row_number() over (partition by tenant, project order by number) as nth from alert_change) as counted
where counted.number = c.number;
alter table alert_change alter column scope_number set not null;
create unique index alert_change_of_scope on alert_change (tenant, project, scope_number);
comment on column alert_change.scope_number is 'Dense and rising from 2 within tenant and project: the only number that anybody outside is shown.';

update alert a set change = c.scope_number
from alert_change c
where c.number = a.change and a.change <> c.scope_number;
update delivery d set change = c.scope_number
from alert_change c
where c.number = d.change and d.change <> c.scope_number;
comment on column alert.change is 'The scope_number of its last change.';
comment on column delivery.change is 'The scope_number of the alert_change it tells of.';

-- The keys of these tables were counted over all tenants. Where there are several, they are counted
-- anew, in their order.
alter table dead_letter alter column id drop identity;
alter table dead_letter drop constraint dead_letter_pkey;
update dead_letter d set id = counted.nth
from (select id, row_number() over (partition by tenant, project order by id) as nth from dead_letter) as counted
where counted.id = d.id and (select count(distinct (tenant, project)) from dead_letter) > 1;
alter table dead_letter add primary key (tenant, project, id);

alter table silence alter column id drop identity;
alter table silence drop constraint silence_pkey;
update silence s set id = counted.nth
from (select id, row_number() over (partition by tenant, project order by id) as nth from silence) as counted
where counted.id = s.id and (select count(distinct (tenant, project)) from silence) > 1;
alter table silence add primary key (tenant, project, id);
drop index silence_list;

alter table delivery alter column id drop identity;
alter table delivery drop constraint delivery_pkey;
update delivery d set id = counted.nth
from (select id, row_number() over (partition by tenant, project order by id) as nth from delivery) as counted
where counted.id = d.id and (select count(distinct (tenant, project)) from delivery) > 1;
alter table delivery add primary key (tenant, project, id);
drop index delivery_list;
