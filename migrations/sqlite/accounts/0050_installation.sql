-- One row, made at the first start: a value that follows from the key file, so that the key file of another installation is
-- refused instead of locking every member out. It opens nothing and leads to nobody.
create table installation (
    one integer primary key not null check (one = 1),
    key_check blob not null check (length(key_check) = 32)
) strict;
