//! Manual: `mizan man` and `mizan completions`, made from the arguments as they are.

use std::io::{self, Write};
use std::path::Path;

use clap::Command;
use clap_mangen::Man;
use mizan::Error;

use crate::Ending;
use crate::args::{Completions, Manual, command};
use crate::exit::Outcome;
use crate::write::OutputFile;

/// Prints what a shell reads to complete the command line.
pub(crate) fn completions(arguments: &Completions) -> Ending {
    // The generators expect that writing does not fail; a closed pipe does.
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut command(), "mizan", &mut script);
    io::stdout().lock().write_all(&script)?;
    Ok(Outcome::Done)
}

/// Prints the main page, or writes a page for each subcommand.
pub(crate) fn manual(arguments: &Manual) -> Ending {
    let mut command = command();
    command.build();
    let Some(folder) = &arguments.output else {
        io::stdout().lock().write_all(&page(command)?)?;
        return Ok(Outcome::Done);
    };
    std::fs::create_dir_all(folder).map_err(|error| Error::io(folder, &error))?;
    write(command, folder)?;
    Ok(Outcome::Done)
}

/// Writes the page of a command and those of its subcommands, `mizan-history-add.1`.
fn write(command: Command, folder: &Path) -> Result<(), crate::exit::Failure> {
    for subcommand in command.get_subcommands() {
        write(subcommand.clone(), folder)?;
    }
    let name = command.get_display_name().unwrap_or(command.get_name()).to_owned();
    let mut file = OutputFile::create(&folder.join(format!("{name}.1")))?;
    file.write_all(&page(command)?).map_err(|error| file.failed(&error))?;
    file.finish()?;
    Ok(())
}

fn page(command: Command) -> io::Result<Vec<u8>> {
    let mut page = Vec::new();
    Man::new(command.disable_help_subcommand(true)).render(&mut page)?;
    Ok(page)
}
