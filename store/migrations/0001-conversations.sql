create table settings (
  key text primary key,
  value text not null
);

create table conversations (
  id text primary key,
  channel text not null,
  user_id text not null,
  -- What the channel needs in order to speak again (JSON).
  reference text not null,
  -- Who answers: bot or human.
  owner text not null default 'bot',
  case_id text,
  -- Dialog stack and memory of the conversation (JSON).
  state text not null default '{}',
  -- What the page tells of itself (JSON): User-Agent and the like.
  client text not null default '{}',
  -- Number of the newest activity.
  sequence bigint not null default 0,
  started_at bigint,
  updated_at bigint not null
);

-- Everything said, in order: the transcript, and what the web channel replays.
create table activities (
  conversation_id text not null references conversations (id),
  sequence bigint not null,
  id text not null unique,
  -- member, bot or staff
  speaker text not null,
  type text not null,
  text text not null,
  -- The activity as the channel sees it (JSON).
  payload text not null,
  at bigint not null,
  primary key (conversation_id, sequence)
);

-- What came in. A second arrival of the same event is acknowledged and ignored.
create table inbox (
  channel text not null,
  event_id text not null,
  conversation_id text not null references conversations (id),
  -- Sequence of the stored activity; also the order in which turns run.
  sequence bigint not null,
  status text not null default 'waiting',
  attempts integer not null default 0,
  received_at bigint not null,
  primary key (channel, event_id)
);

create index inbox_waiting on inbox (conversation_id, sequence) where status = 'waiting';

-- What must still be carried to a channel that does not fetch by itself.
create table outbox (
  conversation_id text not null,
  sequence bigint not null,
  channel text not null,
  status text not null default 'waiting',
  attempts integer not null default 0,
  next_attempt_at bigint not null,
  last_error text,
  primary key (conversation_id, sequence)
);

create index outbox_waiting on outbox (next_attempt_at) where status = 'waiting';
