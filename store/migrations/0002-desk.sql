create table staff (
  id text primary key,
  email text not null unique,
  name text not null,
  role text not null,
  password_hash text not null,
  failed_sign_ins integer not null default 0,
  locked_until bigint not null default 0,
  created_at bigint not null
);

create table staff_sessions (
  -- SHA-256 of the cookie: the store never holds a usable session.
  token_hash text primary key,
  staff_id text not null references staff (id),
  csrf_token text not null,
  created_at bigint not null,
  expires_at bigint not null
);

create table cases (
  id text primary key,
  conversation_id text not null references conversations (id),
  -- waiting, open or closed
  status text not null default 'waiting',
  service text,
  channel text not null,
  intent text,
  -- The cause the bot thought most likely.
  cause text,
  -- Asked, answered, ruled out, tried, device (JSON).
  story text not null,
  assignee text references staff (id),
  opened_at bigint not null,
  claimed_at bigint,
  closed_at bigint,
  -- The cause the member of staff found.
  resolved_cause text,
  resolution text,
  updated_at bigint not null
);

create index cases_by_status on cases (status, opened_at);
create index cases_by_conversation on cases (conversation_id);
create unique index cases_one_active on cases (conversation_id) where status <> 'closed';

create table case_notes (
  id text primary key,
  case_id text not null references cases (id),
  staff_id text not null references staff (id),
  text text not null,
  at bigint not null
);

create table case_events (
  id text primary key,
  case_id text not null references cases (id),
  staff_id text,
  -- opened, claimed, message, note, transferred, resolved, left
  kind text not null,
  detail text not null default '{}',
  at bigint not null
);

create index case_events_by_case on case_events (case_id, at);
