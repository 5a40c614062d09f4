//! Starting when the user logs in: off until they want it.

use crate::cli::Options;
use std::path::Path;
use tauri::Runtime;
use tauri::plugin::TauriPlugin;

/// What the entry that the desktop keeps starts: this program, on the same home, without its window.
pub(crate) fn plugin<R: Runtime>(options: &Options) -> TauriPlugin<R> {
    tauri_plugin_autostart::Builder::new()
        .app_name("ribbon-desk")
        .args(arguments(options.given_home()))
        .build()
}

fn arguments(home: Option<&Path>) -> Vec<String> {
    let mut arguments = vec!["--in-background".to_owned()];
    if let Some(home) = home {
        arguments.extend(["--home".to_owned(), quoted(&home.display().to_string())]);
    }
    arguments
}

/// Linux and Windows keep the command line as one text, macOS as a list.
fn quoted(argument: &str) -> String {
    if cfg!(target_os = "macos") || !argument.contains(|sign: char| !is_plain(sign)) {
        return argument.to_owned();
    }
    if cfg!(windows) {
        return format!("\"{argument}\"");
    }
    let mut text = String::from("\"");
    for sign in argument.chars() {
        if matches!(sign, '"' | '`' | '$' | '\\') {
            // Once for the quotes, once for the entry's own text.
            text.push_str(if sign == '\\' { "\\\\\\" } else { "\\\\" });
        }
        text.push(sign);
    }
    text.push('"');
    text
}

fn is_plain(sign: char) -> bool {
    sign.is_alphanumeric() || matches!(sign, '/' | '.' | '-' | '_')
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn the_entry_names_the_home_only_where_one_was_given_and_keeps_its_blanks_together() {
        assert_eq!(arguments(None), ["--in-background"]);
        let plain = arguments(Some(Path::new("/home/jo/desk")));
        assert_eq!(plain, ["--in-background", "--home", "/home/jo/desk"]);
        let blank = arguments(Some(Path::new("/home/jo/my $desk")));
        assert_eq!(blank[2], r#""/home/jo/my \\$desk""#);
    }
}
