-- Who works here: named people, how each comes in, and where each is signed in. Nothing of a member stands in this zone, and an id
-- of this zone says nothing outside of it.

-- As in the other zones: a value that follows from the key file, made at the first start.
create table installation (
    one bigint primary key check (one = 1),
    key_check bytea not null check (length(key_check) = 32)
);

-- Whoever was removed stays with a name, so that the log can say who did what, and with nothing to come in by.
create table staff (
    id uuid primary key,
    called text not null,
    duty text not null,
    email text unique,
    roles text not null,
    organisation_id uuid,
    added date not null,
    removed date,
    check ((email is null) = (removed is not null))
);

-- A personal link, used once; one per person. Whoever made it may know it, so it goes when they may not make any more; the command
-- line is nobody.
create table staff_links (
    hash bytea primary key check (length(hash) = 32),
    staff_id uuid not null unique references staff (id),
    ends bigint not null,
    made_by uuid references staff (id)
);

create table staff_passkeys (
    lookup bytea primary key check (length(lookup) = 32),
    staff_id uuid not null references staff (id),
    called text not null,
    passkey bytea not null,
    added date not null
);

create index staff_passkeys_of on staff_passkeys (staff_id);

-- Codes of an app, with a passphrase. A code counts once: `last_step` is the one of the last code.
create table staff_totp (
    staff_id uuid primary key references staff (id),
    sealed bytea not null,
    passphrase text not null,
    last_step bigint not null
);

create table staff_recovery (
    staff_id uuid not null references staff (id),
    hash bytea not null check (length(hash) = 32),
    primary key (staff_id, hash)
);

-- Where somebody is signed in. `opened`, `seen` and `proved` (when a factor was shown last) are seconds.
create table staff_sessions (
    hash bytea primary key check (length(hash) = 32),
    staff_id uuid not null references staff (id),
    opened bigint not null,
    seen bigint not null,
    proved bigint not null
);

create index staff_sessions_of on staff_sessions (staff_id);

-- The photo of a person in three sizes, as pictures that were made here.
create table photos (
    id uuid not null,
    size bigint not null,
    staff_id uuid not null references staff (id),
    picture bytea not null,
    primary key (id, size)
);

create index photos_of on photos (staff_id);
