-- Messages that were not understood, for people to say what they mean. Without secrets.
create table unclear_messages (
  id text primary key,
  conversation_id text not null references conversations (id),
  sequence bigint not null,
  text text not null,
  -- abstained (not understood) or none_of_these (the person said that no guess was right)
  reason text not null,
  -- The best guess; null when it is not known any more.
  guess text,
  at bigint not null,
  -- The intent that a person gave it, or skip; null while it waits.
  label text,
  labelled_by text references staff (id),
  labelled_at bigint
);

create unique index unclear_messages_once on unclear_messages (conversation_id, sequence);
create index unclear_messages_waiting on unclear_messages (at) where label is null;

-- When a person said that the trouble is over.
create table solved_conversations (
  conversation_id text not null references conversations (id),
  at bigint not null,
  primary key (conversation_id, at)
);

create index solved_conversations_by_time on solved_conversations (at);
create index conversations_by_start on conversations (started_at);
create index cases_by_opening on cases (opened_at);

-- What members thought of a case, from 1 to 5. Nobody has to say.
create table case_ratings (
  case_id text primary key references cases (id),
  score integer not null,
  at bigint not null
);
