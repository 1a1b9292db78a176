//! What the store promises, sentence by sentence, on both databases.

mod accounts;
mod backups;
mod damage;
mod doors;
mod drawers;
mod erased;
mod grouped;
mod handovers;
mod hang_ups;
mod held;
mod mine;
mod moved;
mod order;
mod outcomes;
mod posts;
mod push;
mod reactions;
mod restores;
mod roles;
mod samples;
mod search;
mod statements;
mod threads;
mod tried;
mod waiting;
mod ways_in;
