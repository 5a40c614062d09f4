//! What the program says in words of its own, each sentence under a name, so that the window can say
//! it in the reader's language. The English ones, for files and logs, are here.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Why a text is no e-mail address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum AddressFault {
    /// There is a space or a line break in it.
    #[error("an e-mail address has no space or line break in it")]
    Space,
    /// There is more than one address, or a name beside it.
    #[error("there must be one e-mail address alone, without a name beside it")]
    NotAlone,
    /// There is no @ in it.
    #[error("an e-mail address has an @ in it")]
    NoAt,
    /// There is more than one @ in it.
    #[error("an e-mail address has one @ only")]
    TwoAts,
    /// Nothing stands before the @.
    #[error("there is nothing before the @")]
    NobodyBefore,
    /// What follows the @ is no name of a server.
    #[error("what follows the @ is not the name of a mail server")]
    NoServer,
    /// Mail cannot be sent to so long an address.
    #[error("no e-mail address is that long")]
    TooLong,
}

/// One sentence, with what stands in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, thiserror::Error)]
#[serde(tag = "said", rename_all = "snake_case")]
pub enum Said {
    /// Of a line of a list of people: it has no address.
    #[error("there is no e-mail address")]
    AddressMissing,
    /// Of a line of a list, or of one person: this is no address.
    #[error("“{text}”: {fault}")]
    AddressBad {
        /// The address as it was written, shortened where it is long.
        text: String,
        /// Why it is none.
        fault: AddressFault,
    },
    /// Of a line of a list: a quotation mark is never closed.
    #[error(
        "a quotation mark is opened here and never closed, so the lines after it became a part of \
         this one; close it in the file"
    )]
    QuoteOpen,
    /// Of a line of a list: it has more cells than there are columns.
    #[error(
        "it has {cells} cells and the file has {columns} columns; put quotation marks around a cell \
         that contains the separator"
    )]
    TooManyCells {
        /// Cells of the line.
        cells: u32,
        /// Columns of the file.
        columns: u32,
    },
    /// Of a line of a list: nobody said where addresses stand.
    #[error("no column is chosen for the e-mail address")]
    NoEmailColumn,
    /// Of a line of a list: an earlier one has the same address.
    #[error("the same address as in line {line}")]
    SameAddress {
        /// The earlier line.
        line: u32,
    },
    /// Of a line of a list: the person was invited from here before.
    #[error("was invited into this flow from here before")]
    InvitedBefore,

    /// Of a list: how its cells are separated.
    #[error("Cells are separated by semicolons.")]
    SeparatedBySemicolons,
    /// Of a list: how its cells are separated.
    #[error("Cells are separated by tabs.")]
    SeparatedByTabs,
    /// Of a list: its coding was guessed.
    #[error(
        "The file is not written in UTF-8; it was read as Windows-1252. Check that accents look \
         right, or save it as “CSV UTF-8”."
    )]
    ReadAsWindows1252,

    /// A list did not arrive whole.
    #[error("The file did not arrive whole. Choose it again.")]
    ListNotWhole,
    /// A list with nothing in it.
    #[error("{name} cannot be used: there is nothing in it.")]
    ListEmpty {
        /// The file's name.
        name: String,
    },
    /// A list with column names alone.
    #[error("{name} cannot be used: there are column names in it and nobody below them.")]
    ListNobodyBelow {
        /// The file's name.
        name: String,
    },
    /// A spreadsheet's own file.
    #[error(
        "{name} cannot be used: this is a spreadsheet's own file; save it as CSV and choose that file."
    )]
    ListWorkbook {
        /// The file's name.
        name: String,
    },
    /// No text.
    #[error(
        "{name} cannot be used: this is not a text file; save the list as CSV and choose that file."
    )]
    ListNoText {
        /// The file's name.
        name: String,
    },
    /// More people than are taken at once.
    #[error(
        "{name} cannot be used: there are {found} people in it, at most {most} are taken at once; \
         split the file."
    )]
    ListTooLong {
        /// The file's name.
        name: String,
        /// How many there are.
        found: u32,
        /// How many are taken.
        most: u32,
    },
    /// More bytes than any list has.
    #[error("{name} cannot be used: it is larger than 20 MB, which no list of 10,000 people is.")]
    ListTooLarge {
        /// The file's name.
        name: String,
    },
    /// A list of which every line is left out.
    #[error("There is nobody in this file to invite: see the lines left out.")]
    NobodyToInvite,

    /// Nobody can be invited into this flow.
    #[error(
        "This flow is closed in Ribbon: nobody can be invited into it until it is reopened there."
    )]
    FlowClosed,
    /// Nobody can be invited into this flow.
    #[error("This flow is archived: nobody can be invited into it.")]
    FlowArchived,
    /// Of an interview that is to be erased.
    #[error("Ribbon still has this interview. Delete it there first.")]
    InterviewAtRibbon,
    /// Of recordings that are to be erased.
    #[error("Ribbon still has the recordings of this interview. Revoke them instead.")]
    RecordingsAtRibbon,

    /// Of a new flow.
    #[error("Say which organisation invites; candidates see it.")]
    OrganisationMissing,
    /// Of a new flow.
    #[error("Give the flow a title, such as the job's.")]
    TitleMissing,
    /// Of a new flow.
    #[error("Write at least one question.")]
    QuestionMissing,
    /// Of a new flow.
    #[error("Ribbon takes at most {most} questions; here are {asked}.")]
    TooManyQuestions {
        /// How many Ribbon takes.
        most: u32,
        /// How many there are.
        asked: u32,
    },
    /// Of an address of a new flow.
    #[error("Write the full address, beginning with https://")]
    UrlIncomplete,
    /// Of an address of a new flow.
    #[error("It must begin with https://, so that nobody on the way reads it.")]
    UrlNotSecure,
    /// Of a new flow's webhook secret.
    #[error("A secret has at least {least} characters. Leave it empty to have nothing signed.")]
    SecretTooShort {
        /// The fewest characters.
        least: u32,
    },
    /// Of a new flow.
    #[error("Ribbon does not document this voice.")]
    VoiceUnknown,
    /// Of a new flow.
    #[error("Ribbon does not document this language.")]
    LanguageUnknown,
    /// Of a new flow.
    #[error("It is either recruitment or general.")]
    TypeUnknown,

    /// Another file was chosen for one of marks.
    #[error("This is not a file of marks: choose one that Ribbon Desk has exported.")]
    MarksNone,
    /// A file of marks of the future.
    #[error(
        "This file of marks was written by a newer version of Ribbon Desk. Update this one, then \
         take it in."
    )]
    MarksNewer,
    /// A file of marks that somebody or something changed.
    #[error("This file of marks is damaged: {why}.")]
    MarksDamaged {
        /// What is wrong with it, in English.
        why: String,
    },

    /// The cache was damaged when it was opened.
    #[error(
        "The cache was damaged ({what}) and was put away as {aside}. {webhooks} webhooks and {marks} \
         of your marks were taken over from it{}{}; everything else is read again from Ribbon.{}",
        if *.incomplete { ", as far as they could be read" } else { "" },
        back_up(*.restored),
        if *.settings_lost { " Your settings are lost: connect again with the API key." } else { "" }
    )]
    CacheDamaged {
        /// What SQLite says of the damage, in English.
        what: String,
        /// Where the damaged file is now.
        aside: String,
        /// Webhooks that were taken over.
        webhooks: u32,
        /// Marks that were taken over.
        marks: u32,
        /// Marks beyond these that the back-up had.
        restored: u32,
        /// Whether some of either could not be read.
        incomplete: bool,
        /// Whether there were no settings left to take over.
        settings_lost: bool,
    },
}

fn back_up(restored: u32) -> String {
    match restored {
        0 => String::new(),
        n => format!(", {n} more from their back-up"),
    }
}
