//! What the user may have Ribbon do, and what comes of it.

use crate::Error;
use domain::{FlowId, InterviewId};
use ribbon_api::{Client, CreatedInterview, NewFlow};
use store::table::deed::Kind;
use tokio::sync::oneshot;

/// To whom it is told what came of a deed.
pub(crate) type Reply = oneshot::Sender<Result<Done, Error>>;

/// What is asked for, besides invitations, which wait in the cache.
#[derive(Clone, Debug)]
pub(crate) enum Asked {
    /// A flow is to be made.
    MakeFlow(Box<NewFlow>),
    /// A flow is to be archived.
    ArchiveFlow(FlowId),
    /// An interview's recordings are to be revoked.
    RevokeRecordings(InterviewId),
}

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Done {
    /// A flow was made.
    Flow(FlowId),
    /// A flow was archived.
    Archived(FlowId),
    /// An interview's recordings were revoked, and are no longer in the cache.
    Revoked(InterviewId),
}

/// What Ribbon told.
pub(crate) enum Told {
    /// Of the invitation in this row.
    Invitation(i64, Result<CreatedInterview, ribbon_api::Error>),
    /// Of the deed in this row.
    Deed(i64, Result<Done, ribbon_api::Error>),
}

impl Asked {
    /// The deed that a row of the journal speaks of, where repeating it does no harm.
    pub(crate) fn again(kind: Kind, target: &str) -> Option<Self> {
        match kind {
            Kind::MakeFlow => None,
            Kind::ArchiveFlow => Some(Self::ArchiveFlow(FlowId::new(target))),
            Kind::RevokeRecordings => Some(Self::RevokeRecordings(InterviewId::new(target))),
        }
    }

    pub(crate) fn kind(&self) -> Kind {
        match self {
            Self::MakeFlow(_) => Kind::MakeFlow,
            Self::ArchiveFlow(_) => Kind::ArchiveFlow,
            Self::RevokeRecordings(_) => Kind::RevokeRecordings,
        }
    }

    /// What the journal calls it by.
    pub(crate) fn target(&self) -> &str {
        match self {
            Self::MakeFlow(new) => &new.title,
            Self::ArchiveFlow(id) => id.as_str(),
            Self::RevokeRecordings(id) => id.as_str(),
        }
    }

    /// The secret by which a new flow is recognised in Ribbon's list.
    pub(crate) fn secret(&self) -> Option<&str> {
        match self {
            Self::MakeFlow(new) => new.webhook_secret_key.as_deref(),
            Self::ArchiveFlow(_) | Self::RevokeRecordings(_) => None,
        }
    }

    /// Asks Ribbon, once.
    pub(crate) async fn request(self, client: &Client) -> Result<Done, ribbon_api::Error> {
        match self {
            Self::MakeFlow(new) => client.create_flow(&new).await.map(Done::Flow),
            Self::ArchiveFlow(id) => {
                let done = client.archive_flow(&id).await;
                done.map(|_| Done::Archived(id))
            }
            Self::RevokeRecordings(id) => {
                let done = client.revoke_recordings(&id).await;
                done.map(|()| Done::Revoked(id))
            }
        }
    }
}
