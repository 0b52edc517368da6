-- What another system is to be told of cases. A row is written together with the change it tells of, and goes when it was taken.
create table case_webhooks (
  -- The message's own id, the same at every attempt.
  id text primary key,
  case_id text not null references cases (id),
  -- Order within the case.
  number integer not null,
  -- JSON, exactly as it is sent.
  body text not null,
  -- waiting, or failed: given up
  status text not null default 'waiting',
  attempts integer not null default 0,
  next_attempt_at bigint not null,
  last_error text,
  at bigint not null
);

create unique index case_webhooks_in_order on case_webhooks (case_id, number);
create index case_webhooks_waiting on case_webhooks (next_attempt_at) where status = 'waiting';
