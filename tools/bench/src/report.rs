//! What was measured, as Markdown, with what was aimed at.

use crate::Options;
use crate::load::Measured;
use crate::{long_lists, service};
use anyhow::{Context, Result};
use std::fmt::Write;
use std::path::Path;
use std::time::Duration;

/// What was measured on one engine.
pub struct Engine {
    /// Its name.
    pub name: &'static str,
    /// Its version.
    pub version: String,
    /// How long making the material took.
    pub seeded: Duration,
    /// How long starting took.
    pub started: Duration,
    /// Resident memory after starting and at the end, in kilobytes.
    pub memory: (u64, u64),
    /// Everything that was asked.
    pub measured: Vec<Measured>,
    /// What importing a long file came to.
    pub imported: service::Imported,
    /// How long making the long lists took.
    pub listed: Duration,
    /// What was asked of them.
    pub lists: Vec<Measured>,
}

/// Writes the report, and prints it.
pub fn write(options: &Options, engines: &[Engine]) -> Result<()> {
    let text = text(options, engines)?;
    println!("{text}");
    if let Some(folder) = options.report.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(&options.report, text)
        .with_context(|| format!("{} can't be written", options.report.display()))
}

fn text(options: &Options, engines: &[Engine]) -> Result<String> {
    let mut text = String::new();
    writeln!(
        text,
        "# How fast it is\n\n\
         Written by `make bench`: a release build, {} products, {} customers, {} orders, asked \
         over the network by signed-in people with {} s for each measurement. Every request reads \
         its session; every answer is checked for its content; every order is looked for in the \
         database afterwards.\n\n\
         Measured on {} ({} cores), which the load generator and the database share with the \
         program. *Server time* is the program's own processor time for one of them (user and \
         system; PostgreSQL's is not in it; counted in hundredths of a second, so that it says \
         little of what was asked rarely), and *per core* is what one core of server time would do. \
         Other machines give other figures: compare runs on the same machine.\n",
        options.products,
        options.customers,
        options.orders,
        options.seconds,
        processor(),
        std::thread::available_parallelism().map_or(1, usize::from),
    )?;
    for engine in engines {
        writeln!(text, "## {} {}\n", engine.name, engine.version)?;
        writeln!(
            text,
            "| what | connections | a second | p50 | p99 | server time | per core |\n\
             |---|--:|--:|--:|--:|--:|--:|"
        )?;
        for one in &engine.measured {
            writeln!(
                text,
                "| {} | {} | {:.0} {} | {:.1} ms | {:.1} ms | {:.3} ms | {:.0} |",
                one.name,
                one.connections,
                one.per_second,
                one.of,
                milliseconds(one.p50),
                milliseconds(one.p99),
                milliseconds(one.processor),
                1.0 / one.processor.as_secs_f64().max(1e-9),
            )?;
        }
        writeln!(
            text,
            "\nMaking the material took {:.1} s; starting, until `/readyz` answered, {:.0} ms. \
             Resident memory was {} MB after the start and {} MB at the end.\n",
            engine.seeded.as_secs_f64(),
            milliseconds(engine.started),
            engine.memory.0 / 1024,
            engine.memory.1 / 1024,
        )?;
        writeln!(
            text,
            "One person at a time, of a company with {} units of equipment and {} cases, or of ours, \
             while every other company has {} and {}; SQL made them in {:.0} s:\n\n\
             | what | asked | p50 | p99 | server time |\n|---|--:|--:|--:|--:|",
            long_lists::ASSETS,
            long_lists::CASES,
            long_lists::ASSETS_OF_OTHERS,
            long_lists::CASES_OF_OTHERS,
            engine.listed.as_secs_f64(),
        )?;
        for one in &engine.lists {
            writeln!(
                text,
                "| {} | {} | {:.1} ms | {:.1} ms | {:.3} ms |",
                one.name,
                one.asked,
                milliseconds(one.p50),
                milliseconds(one.p99),
                milliseconds(one.processor),
            )?;
        }
        writeln!(
            text,
            "\nA file of {} lines of equipment, every tenth of them a repetition, was imported in \
             {:.1} s; resident memory was {} MB before, and never more than {} MB until then.\n",
            service::LINES,
            engine.imported.took.as_secs_f64(),
            engine.imported.before / 1024,
            engine.imported.most / 1024,
        )?;
    }
    writeln!(text, "## What browsers load\n\n{}", sizes(&options.site)?)?;
    aims(&mut text, engines, &options.site)?;
    Ok(text)
}

/// What was aimed at, and what became of it.
fn aims(text: &mut String, engines: &[Engine], site: &Path) -> Result<()> {
    writeln!(
        text,
        "## Aims\n\n| aim | engine | measured | |\n|---|---|--:|---|"
    )?;
    for engine in engines {
        for (begin, what, aim) in [
            (
                "Catalog",
                "catalog pages a second per core of server time",
                2_000.0,
            ),
            ("Placing", "orders a second", 1_000.0),
        ] {
            let Some(one) = engine
                .measured
                .iter()
                .find(|one| one.name.starts_with(begin))
            else {
                continue;
            };
            if begin == "Placing" && engine.name != "SQLite" {
                continue;
            }
            let reached = match begin {
                "Catalog" => 1.0 / one.processor.as_secs_f64().max(1e-9),
                _ => one.per_second,
            };
            writeln!(
                text,
                "| at least {aim:.0} {what} | {} | {reached:.0} | {} |",
                engine.name,
                if reached >= aim {
                    "reached"
                } else {
                    "**short**"
                }
            )?;
        }
    }
    let loaded: u64 = first_load(site)?.iter().map(|(_, _, packed)| packed).sum();
    writeln!(
        text,
        "| at most 90 KB of WebAssembly and scripts on the first page with islands (brotli) | | {} KB | {} |\n\
         | no WebAssembly on pages without islands, at most three SQL statements a page | | | held by tests |",
        loaded.div_ceil(1024),
        if loaded <= 90 * 1024 {
            "reached"
        } else {
            "**short**"
        }
    )?;
    Ok(())
}

fn sizes(site: &Path) -> Result<String> {
    let mut text = String::from("| file | bytes | brotli |\n|---|--:|--:|\n");
    for (name, bytes, packed) in first_load(site)? {
        writeln!(text, "| {name} | {bytes} | {packed} |")?;
    }
    Ok(text)
}

/// Scripts and WebAssembly, with their sizes as they are and as they travel.
fn first_load(site: &Path) -> Result<Vec<(String, u64, u64)>> {
    let folder = site.join("assets");
    let mut found = Vec::new();
    for entry in
        std::fs::read_dir(&folder).with_context(|| format!("{} can't be read", folder.display()))?
    {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !(name.ends_with(".js") || name.ends_with(".wasm")) {
            continue;
        }
        let packed = folder.join(format!("{name}.br"));
        let packed = std::fs::metadata(packed).map_or(0, |file| file.len());
        found.push((name, entry.metadata()?.len(), packed));
    }
    found.sort();
    Ok(found)
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn processor() -> String {
    let info = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    info.lines()
        .find_map(|line| line.strip_prefix("model name"))
        .map_or_else(
            || "an unknown processor".to_owned(),
            |name| name.trim_start_matches(['\t', ' ', ':']).to_owned(),
        )
}
