-- What the last turn can be taken back to while nobody can have read its answer (JSON).
alter table conversations add column unread text;
