-- Whoever came back is looked for among their other conversations.
create index conversations_by_user on conversations (user_id);
