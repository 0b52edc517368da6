-- Who looked at what and did what. Rows are only ever added: no query changes or removes one.
create table audit_log (
  id text primary key,
  at bigint not null,
  -- Null for a sign-in that failed.
  staff_id text references staff (id),
  action text not null,
  case_id text,
  -- What else belongs to it (JSON); without secrets.
  detail text not null default '{}'
);

create index audit_log_by_time on audit_log (at, id);
create index audit_log_by_look on audit_log (staff_id, case_id, action, at);
create index audit_log_by_case on audit_log (case_id, at);

-- Accounts that sign in through the company's own identity provider, by what it calls them.
alter table staff add column oidc_subject text;
create unique index staff_by_oidc_subject on staff (oidc_subject);
