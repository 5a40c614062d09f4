//! Where the parts of the project lie on this machine.

use std::path::{Path, PathBuf};

use anyhow::Context;

use crate::shell::Shell;

/// The project's root folder and what lies below it.
pub(crate) struct Project {
    root: PathBuf,
    target: PathBuf,
}

impl Project {
    /// Finds the project that this program was built from, wherever it is called from.
    ///
    /// Cargo tells the folder of the package at run time as well; the compiled-in value serves
    /// when the program is started by hand.
    ///
    /// # Errors
    /// When the folder is gone.
    pub(crate) fn locate() -> anyhow::Result<Self> {
        let package = std::env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = package
            .ancestors()
            .nth(2)
            .context("xtask lies two folders below the project's root")?
            .canonicalize()
            .with_context(|| format!("the project of {} is gone", package.display()))?;
        let target = std::env::var_os("CARGO_TARGET_DIR")
            .map_or_else(|| root.join("target"), |folder| root.join(folder));
        Ok(Self { root, target })
    }

    /// The folder with the workspace's `Cargo.toml`.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// The folder of the window's sources, with its `package.json`.
    pub(crate) fn ui(&self) -> PathBuf {
        self.root.join("ui")
    }

    /// Cargo's target folder.
    pub(crate) fn target(&self) -> &Path {
        &self.target
    }

    /// The path of a program that `cargo build` made.
    pub(crate) fn built(&self, program: &str) -> PathBuf {
        let file = format!("{program}{}", std::env::consts::EXE_SUFFIX);
        self.target.join("debug").join(file)
    }

    /// Where programs go that only the checks need.
    pub(crate) fn tools(&self) -> PathBuf {
        self.target.join("tools")
    }

    /// A shell in the project's root.
    pub(crate) fn shell(&self) -> Shell {
        Shell::new(&self.root)
    }
}
