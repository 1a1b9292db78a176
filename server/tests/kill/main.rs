//! What an acknowledged post survives: the server is killed while people write, and the disk is full. Real program,
//! real sockets, real files.

mod crash;
mod full_disk;
mod program;
mod restore;
mod wire;
