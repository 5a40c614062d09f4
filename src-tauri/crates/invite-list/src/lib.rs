//! Reads the people to be invited out of a spreadsheet's CSV file, and writes the results back.
//!
//! [`read`] makes lines out of bytes, [`plan`] makes people out of lines: every line of the file ends
//! up as a person or as a bad line with its reason. [`results`] writes the file back with what came of
//! each line. Pure: no file is opened here.

mod address;
mod mapping;
mod people;
mod results;
mod separator;
mod sheet;
mod text;

pub use address::{AddressFault, fault as address_fault};
pub use mapping::Mapping;
pub use people::{BadLine, Fault, Person, Plan, plan};
pub use results::{Outcome, inert, results};
pub use separator::Separator;
pub use sheet::{Line, Sheet, read};
pub use text::Encoding;

/// Why a file cannot be read at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// There is no line in it.
    #[error("there is nothing in it")]
    Empty,
    /// There is a header and no line below it.
    #[error("there are column names in it and nobody below them")]
    NobodyBelowHeader,
    /// It is a workbook of a spreadsheet program.
    #[error("this is a spreadsheet's own file; save it as CSV and choose that file")]
    Workbook,
    /// It is no text.
    #[error("this is not a text file; save the list as CSV and choose that file")]
    NotText,
    /// More lines than are taken at once.
    #[error("there are {found} people in it, at most {most} are taken at once; split the file")]
    TooMany {
        /// How many there are.
        found: usize,
        /// How many are taken.
        most: usize,
    },
    /// More bytes than any list of people has.
    #[error("it is larger than 20 MB, which no list of 10,000 people is")]
    TooLarge,
}
