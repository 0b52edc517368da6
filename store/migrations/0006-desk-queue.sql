-- 1: danger, looked after before everything else.
alter table cases add column urgency integer not null default 0;
-- Since when the member has been waiting for an answer; null while it is not the desk's turn.
alter table cases add column waits_since bigint;
alter table cases add column first_answer_at bigint;
-- Put aside by staff since then; the clock stands still until the member writes.
alter table cases add column paused_at bigint;
-- The procedure that the bot walks with the member on behalf of staff.
alter table cases add column lent_procedure text;
-- The team that a waiting case is meant for.
alter table cases add column team text;
-- When the member was told that it takes longer.
alter table cases add column told_late_at bigint;
-- 1 or 0 as the member of staff saw it; null when nobody said.
alter table cases add column solved integer;
-- 1 once case_texts holds what was said.
alter table cases add column searchable integer not null default 0;

update cases set waits_since = opened_at where status = 'waiting';
update cases set urgency = 1 where intent in ('phishing_suspected', 'fraud_or_lost_card');

drop index cases_by_status;
create index cases_by_status on cases (status, urgency desc, opened_at);
create index cases_closed on cases (status, closed_at, id);
create index cases_to_read on cases (closed_at) where status = 'closed' and searchable = 0;

-- What people said and noted in a closed case, folded for searching; without secrets like its sources.
create table case_texts (
  case_id text primary key references cases (id),
  text text not null
);

-- When an account was last seen at the console or at work on a case.
alter table staff add column seen_at bigint;

-- Replies that a member of staff keeps for themselves.
create table staff_replies (
  id text primary key,
  staff_id text not null references staff (id),
  title text not null,
  text text not null,
  at bigint not null
);

create index staff_replies_by_staff on staff_replies (staff_id, title);
