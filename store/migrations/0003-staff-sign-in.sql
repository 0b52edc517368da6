-- A removed account keeps its name on old cases, but signs in no more.
alter table staff add column disabled_at bigint;

alter table staff drop column failed_sign_ins;
alter table staff drop column locked_until;

-- Failed sign-ins by address, whether it has an account or not: the back-off may not tell which.
create table sign_in_failures (
  -- SHA-256 of the address: what is typed here by mistake may be a password.
  address_hash text primary key,
  failed integer not null,
  locked_until bigint not null,
  failed_at bigint not null
);

create index staff_sessions_by_staff on staff_sessions (staff_id);
create index cases_by_assignee on cases (assignee) where status = 'open';
