//! New migration files are compiled in, so they have to wake the compiler up.
fn main() {
    println!("cargo:rerun-if-changed=../migrations");
}
