//! What people do, from their first visit to their last, over HTTP and on both databases, without JavaScript.
//!
//! One program for all stories: linking the server once takes long enough.

mod account;
mod answering;
mod astray;
mod coming;
mod counters;
mod deeds;
mod desk;
mod feed;
mod first_pass;
mod handover;
mod held_authors;
mod held_desk;
mod joining;
mod live;
mod newcomers;
mod outcomes;
mod own;
mod own_keys;
mod parting;
mod photo;
mod privacy;
mod push;
mod push_sent;
mod racing;
mod search;
mod shared_computer;
mod shared_pieces;
mod sharing;
mod shelf;
mod staff_admin;
mod staff_admin_racing;
mod staff_hosts;
mod staff_racing;
mod staff_sessions;
mod staff_tables;
mod staff_way_in;
mod themes;
mod tried;
mod twice;
mod viewers;
mod waiting;
mod ways_in;
