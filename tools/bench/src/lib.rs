//! What measurements have in common: the program they measure, and a browser
//! that asks it.

pub mod browser;
pub mod program;
