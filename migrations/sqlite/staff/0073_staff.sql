-- Who works here: named people, how each comes in, and where each is signed in. Nothing of a member stands in this zone, and an id
-- of this zone says nothing outside of it.

-- As in the other zones: a value that follows from the key file, made at the first start.
create table installation (
    one integer primary key not null check (one = 1),
    key_check blob not null check (length(key_check) = 32)
) strict;

-- Whoever was removed stays with a name, so that the log can say who did what, and with nothing to come in by.
create table staff (
    id blob primary key not null check (length(id) = 16),
    called text not null,
    duty text not null,
    email text unique,
    roles text not null,
    organisation_id blob check (length(organisation_id) = 16),
    added text not null,
    removed text,
    check ((email is null) = (removed is not null))
) strict, without rowid;

-- A personal link, used once; one per person. Whoever made it may know it, so it goes when they may not make any more; the command
-- line is nobody.
create table staff_links (
    hash blob primary key not null check (length(hash) = 32),
    staff_id blob not null unique references staff (id),
    ends integer not null,
    made_by blob references staff (id)
) strict, without rowid;

create table staff_passkeys (
    lookup blob primary key not null check (length(lookup) = 32),
    staff_id blob not null references staff (id),
    called text not null,
    passkey blob not null,
    added text not null
) strict, without rowid;

create index staff_passkeys_of on staff_passkeys (staff_id);

-- Codes of an app, with a passphrase. A code counts once: `last_step` is the one of the last code.
create table staff_totp (
    staff_id blob primary key not null references staff (id),
    sealed blob not null,
    passphrase text not null,
    last_step integer not null
) strict, without rowid;

create table staff_recovery (
    staff_id blob not null references staff (id),
    hash blob not null check (length(hash) = 32),
    primary key (staff_id, hash)
) strict, without rowid;

-- Where somebody is signed in. `opened`, `seen` and `proved` (when a factor was shown last) are seconds.
create table staff_sessions (
    hash blob primary key not null check (length(hash) = 32),
    staff_id blob not null references staff (id),
    opened integer not null,
    seen integer not null,
    proved integer not null
) strict, without rowid;

create index staff_sessions_of on staff_sessions (staff_id);

-- The photo of a person in three sizes, as pictures that were made here.
create table photos (
    id blob not null check (length(id) = 16),
    size integer not null,
    staff_id blob not null references staff (id),
    picture blob not null,
    primary key (id, size)
) strict;

create index photos_of on photos (staff_id);
