//! configurations
