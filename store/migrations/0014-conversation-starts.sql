-- Conversations whose channel brought no beginning begin with what the member said first: figures count them by that day.
update conversations set started_at = (
  select min(a.at) from activities a
  where a.conversation_id = conversations.id and a.speaker = 'member' and a.type = 'message'
)
where started_at is null;
