//! The program's other half, opened beside the window: a locked keychain or a damaged file is then
//! told in the window, where it can be tried again.

use crate::bridge::store_error;
use crate::cli::Options;
use crate::desk::Desk;
use crate::desk::at_work::Doing;
use contract::{CommandError, ErrorCode};
use std::sync::Arc;
use sync::Shell;
use tokio::sync::Mutex;

/// Opens the [`Desk`] once, again after a failure.
pub(crate) struct Opening {
    options: Options,
    shell: Arc<dyn Shell>,
    desk: Mutex<Option<Arc<Desk>>>,
}

impl Opening {
    /// Nothing is opened yet.
    pub(crate) fn new(options: Options, shell: Arc<dyn Shell>) -> Self {
        Self {
            options,
            shell,
            desk: Mutex::new(None),
        }
    }

    /// The open desk; opens it if need be. Whoever asks meanwhile waits.
    pub(crate) async fn desk(&self) -> Result<Arc<Desk>, CommandError> {
        let mut held = self.desk.lock().await;
        if let Some(desk) = held.as_ref() {
            return Ok(Arc::clone(desk));
        }
        let opened = Desk::open(self.options.clone(), Arc::clone(&self.shell), Doing::Window).await;
        let desk = Arc::new(opened.map_err(in_words)?);
        desk.keep_connected();
        *held = Some(Arc::clone(&desk));
        Ok(desk)
    }

    /// The desk, if it is open; waits for whoever is just opening it.
    pub(crate) async fn once_open(&self) -> Option<Arc<Desk>> {
        self.desk.lock().await.clone()
    }

    /// The desk, if it is open and nobody is opening it just now.
    pub(crate) fn if_open(&self) -> Option<Arc<Desk>> {
        self.desk.try_lock().ok().and_then(|held| held.clone())
    }
}

fn in_words(error: anyhow::Error) -> CommandError {
    tracing::error!(error = format!("{error:#}"), "the cache cannot be opened");
    match error.downcast::<store::Error>() {
        Ok(error) => store_error(error),
        Err(error) => CommandError::new(ErrorCode::Internal, format!("{error:#}")),
    }
}
