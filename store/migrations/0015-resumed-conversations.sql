-- Where a code was given: who uses it elsewhere has come back.
alter table resume_codes add column conversation_id text;

create table resumed_conversations (
  conversation_id text not null references conversations (id),
  -- The conversation in which the person went on.
  resumed_in text not null references conversations (id),
  at bigint not null,
  primary key (conversation_id, resumed_in)
);
