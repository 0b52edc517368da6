-- Why each message of a member was answered as it was, for staff and for learning: readings with their probabilities, and what they led to
-- (JSON). No words of the person's. It goes when the message goes.
create table turn_explanations (
  conversation_id text not null,
  -- Sequence of the member's activity.
  sequence bigint not null,
  explanation text not null,
  at bigint not null,
  primary key (conversation_id, sequence),
  foreign key (conversation_id, sequence) references activities (conversation_id, sequence) on delete cascade
);
