//! The folder of the built assets exists before the program is compiled: what
//! embeds it would otherwise not find them later, when they are built.

fn main() -> std::io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    std::fs::create_dir_all("../target/site")
}
