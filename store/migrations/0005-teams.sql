-- Which message on the channel an activity of the log became: it has surely arrived, and can be spoken of.
create table teams_messages (
  conversation_id text not null references conversations (id),
  sequence bigint not null,
  activity_id text not null,
  primary key (conversation_id, sequence)
);

create index teams_messages_by_activity on teams_messages (conversation_id, activity_id);

-- Where the app is installed: `staff` (the team with the staff channel) and `any` (the newest it was heard from).
create table teams_places (
  place text primary key,
  service_url text not null,
  bot_id text not null,
  tenant_id text,
  at bigint not null
);

-- The thread of a case in the staff channel.
create table teams_cases (
  case_id text primary key references cases (id),
  -- The thread as a conversation of ours: what goes into it waits in the outbox like anything else.
  conversation_id text not null references conversations (id),
  -- The thread as Teams names it, and its first message, the card; null until it was posted.
  thread_id text unique,
  activity_id text,
  -- SHA-256 of what the card shows.
  shown text not null default '',
  -- Number of the newest activity of the member's conversation that stands in the thread.
  seen bigint not null
);

-- What staff wrote in a thread. Each reaches the member once, however often it comes in.
create table teams_replies (
  event_id text primary key,
  case_id text not null references cases (id),
  staff_id text not null references staff (id),
  text text not null,
  at bigint not null,
  -- Number of the activity it became in the member's conversation, 0 for a note; null while it is under way.
  sequence bigint
);

create index teams_replies_open on teams_replies (case_id) where sequence is null;

-- Accounts of the desk by their account in Microsoft Entra.
create table teams_staff (
  aad_object_id text primary key,
  staff_id text not null references staff (id),
  linked_at bigint not null
);

-- What people think of an answer.
create table message_feedback (
  conversation_id text not null references conversations (id),
  sequence bigint not null,
  user_id text not null,
  -- like or dislike
  reaction text not null,
  -- Without secrets.
  text text not null,
  at bigint not null,
  primary key (conversation_id, sequence, user_id)
);
