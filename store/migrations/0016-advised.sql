-- Conversations in which Tobira has given advice. Whoever is silent afterwards may have been helped; before it, silence is giving up.
create table advised_conversations (
  conversation_id text primary key,
  at bigint not null
);
