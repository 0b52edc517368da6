-- How far another hub is that looks after the case in our desk's place: requested or accepted; null: the desk's own case.
alter table cases add column hub text;
