-- Who points to whom, so that it can be asked from the other end: what came of an observation.

create table link (
  tenant    text  collate "C" not null,
  project   text  collate "C" not null,
  to_kind   text  collate "C" not null,
  to_id     text  collate "C" not null,
  kind      text  collate "C" not null,
  id        text  collate "C" not null,
  relation  text  collate "C" not null,
  primary key (tenant, project, to_kind, to_id, kind, id, relation)
);
comment on table link is 'The links of each entity, by what they lead to. A projection of entity.facts.';

insert into link (tenant, project, to_kind, to_id, kind, id, relation)
select e.tenant, e.project, split_part(target.key, ':', 1), substr(target.key, strpos(target.key, ':') + 1),
  e.kind, e.id, split_part(l.link, ' ', 1)
from entity e
cross join lateral json_array_elements_text(e.facts -> 'links') as l (link)
cross join lateral (select substr(l.link, strpos(l.link, ' ') + 1)) as target (key)
on conflict do nothing;
