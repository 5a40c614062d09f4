//! No path of the machine that somebody happens to work on.

use std::path::Path;

use super::Finding;
use super::sources::Source;

/// The folders that a path of this machine would begin with. Others' machines are not guessed at:
/// samples and tests may show an invented user's home.
pub(super) struct Machine {
    folders: Vec<String>,
}

impl Machine {
    /// This machine, as it is known from the project's own folder and the user's home.
    pub(super) fn this(root: &Path) -> Self {
        let home = std::env::home_dir();
        let folders = [Some(root.to_owned()), home].into_iter().flatten();
        Self::with(folders.map(|folder| folder.to_string_lossy().into_owned()))
    }

    fn with(folders: impl Iterator<Item = String>) -> Self {
        // A service's home may be `/`, with which every path begins.
        let named = folders.filter(|folder| folder.len() > 1);
        Self {
            folders: named.collect(),
        }
    }

    /// Every line with a path of this machine.
    pub(super) fn check(&self, source: &Source) -> Vec<Finding> {
        let leaks = |line: &str| self.folders.iter().any(|folder| names(line, folder));
        let lines = source.numbered_lines().filter(|(_, line)| leaks(line));
        let message = "a path of this machine";
        lines
            .map(|(number, _)| Finding::at(source, number, message))
            .collect()
    }
}

/// Whether the line names the folder or something in it, as a whole path: `features/home` does not
/// name `/home`.
fn names(line: &str, folder: &str) -> bool {
    let is_part =
        |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '-' | '.' | '}');
    line.match_indices(folder).any(|(at, _)| {
        let before = line.get(..at).unwrap_or_default();
        let after = line.get(at + folder.len()..).unwrap_or_default();
        !before.ends_with(is_part) && !after.starts_with(is_part)
    })
}

#[cfg(test)]
mod tests {
    use super::super::sources::source;
    use super::*;

    fn findings(text: &str) -> usize {
        let folders = ["/srv/jane/ribbon", "/srv/jane", "/"];
        let machine = Machine::with(folders.into_iter().map(str::to_owned));
        machine.check(&source("a.rs", text)).len()
    }

    #[test]
    fn a_path_below_the_project_or_the_home_is_found() {
        assert_eq!(
            findings("let key = \"/srv/jane/key\";"),
            1,
            "below the home"
        );
        assert_eq!(
            findings("cd /srv/jane/ribbon"),
            1,
            "the project itself, once"
        );
    }

    #[test]
    fn other_paths_are_not_of_this_machine() {
        assert_eq!(findings("\"/home/jo/.local/share\""), 0, "an invented home");
        assert_eq!(
            findings("$X/srv/janet \"a/srv/jane/b\""),
            0,
            "only looks alike"
        );
        assert_eq!(findings("/usr/lib"), 0, "of every machine");
    }
}
