-- A short code lets a person go on elsewhere with what was found out. Only its hash is kept, and no personal data.
create table resume_codes (
  code_hash text primary key,
  -- What the conversation remembers (JSON).
  memory text not null,
  created_at bigint not null,
  expires_at bigint not null
);
