//! What can go wrong in the engine.

/// What can go wrong in the engine.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The cache could not be read or written.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// Ribbon could not be asked.
    #[error(transparent)]
    Ribbon(#[from] ribbon_api::Error),
    /// The engine has stopped.
    #[error("the engine has stopped")]
    Stopped,
}

impl Error {
    /// Whether whatever is asked for next fails as well.
    pub(crate) fn is_of_all(&self) -> bool {
        use ribbon_api::Error as Ribbon;
        match self {
            Self::Store(_) | Self::Stopped => true,
            Self::Ribbon(error) => matches!(
                error,
                Ribbon::BadUrl { .. }
                    | Ribbon::BadKey
                    | Ribbon::WrongKey
                    | Ribbon::NoNetwork { .. }
                    | Ribbon::Timeout
                    | Ribbon::RateLimited { .. }
            ),
        }
    }

    /// Whether trying again later cannot help.
    pub fn is_permanent(&self) -> bool {
        match self {
            Self::Store(error) => error.is_permanent(),
            Self::Ribbon(error) => error.is_permanent(),
            Self::Stopped => true,
        }
    }
}
