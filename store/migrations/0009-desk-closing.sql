-- Number of the newest activity when the case was closed: what is said later belongs to it no more.
alter table cases add column closed_after bigint;
