//! `ribbon-desk export`: everything of one kind, a row at a time.

mod csv_rows;
mod json_rows;

use crate::cli::{Export, Exported, Format, Options};
use crate::desk::cache;
use crate::desk::home::Home;
use csv_rows::CsvRows;
use json_rows::JsonRows;
pub(super) use json_rows::value;
use std::io::{self, BufWriter};
use store::view::export::{self, What};

/// Prints the rows as they are read.
pub(super) fn print(options: &Options, wanted: &Export) -> anyhow::Result<()> {
    let home = Home::new(options.home()?);
    let store = cache::open_to_read(&home, &options.key_source(home.folder()))?;
    let what = match wanted.what {
        Exported::Candidates => What::Candidates,
        Exported::Interviews => What::Interviews,
        Exported::Transitions => What::Transitions,
        Exported::Deliveries => What::Deliveries,
    };
    let out = BufWriter::new(io::stdout().lock());
    let written = match wanted.format {
        Format::Csv => {
            let mut rows = CsvRows::new(out);
            store.read(|connection| export::each(connection, what, &mut rows))?;
            rows.end()
        }
        Format::Json => {
            let mut rows = JsonRows::new(out);
            store.read(|connection| export::each(connection, what, &mut rows))?;
            rows.end()
        }
    };
    Ok(written?)
}
