//! The gate: every exit code, what a baseline is, what outputs say and what breaks out of none of
//! them, and how often the gate is wrong.

mod baseline;
mod exit;
mod folder;
mod outputs;
mod settings;
mod simulation;
