-- What went out in one call stays together at every further attempt: the key by which a channel deduplicates names just these messages.
alter table outbox add column batch bigint;
-- 1 while nobody knows whether the channel took an earlier attempt.
alter table outbox add column unsure integer not null default 0;

-- LINE lets each message of a person be answered once, within a minute and free of charge. A token is taken out before it is used.
create table line_reply_tokens (
  token text primary key,
  conversation_id text not null references conversations (id),
  received_at bigint not null
);

create index line_reply_tokens_by_conversation on line_reply_tokens (conversation_id, received_at);

-- Which activity a message on LINE became: people can take a message back.
create table line_messages (
  message_id text primary key,
  conversation_id text not null references conversations (id),
  sequence bigint not null
);

-- Pictures that members sent. They are fetched and shown only while a human owns the conversation.
create table attachments (
  id text primary key,
  conversation_id text not null references conversations (id),
  sequence bigint not null,
  -- What the channel calls it.
  source_id text not null,
  -- waiting, stored or dropped
  status text not null default 'waiting',
  content_type text,
  -- Base64.
  content text,
  at bigint not null
);

create index attachments_by_activity on attachments (conversation_id, sequence);
create index attachments_waiting on attachments (conversation_id) where status = 'waiting';
