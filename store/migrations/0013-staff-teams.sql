-- Who belongs to which team of knowledge/desks.yaml: a case passed to a team is theirs to take first.
create table staff_teams (
  staff_id text not null references staff (id),
  team text not null,
  primary key (staff_id, team)
);

-- Where the account last did something with a case: console or teams. Whoever only reads in Teams is seen nowhere.
alter table staff add column seen_in text not null default 'console';
