//! Rules for the window's TypeScript: one seam to the host, named exports, no way around the types.

use super::Finding;
use super::sources::Source;

const SOURCES: &str = "ui/src/";
const SEAM: &str = "ui/src/platform/";

/// Every rule for a TypeScript source of the window.
pub(super) fn check(source: &Source) -> Vec<Finding> {
    let is_typescript = matches!(source.extension(), "ts" | "tsx");
    if !is_typescript || !source.path.starts_with(SOURCES) || source.is_generated() {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for (number, line) in source.numbered_lines() {
        let code = without_comment(line);
        let mut say = |message: &str| findings.push(Finding::at(source, number, message));
        if code.contains("@tauri-apps") && !source.path.starts_with(SEAM) {
            say("only ui/src/platform imports from Tauri");
        }
        if code.contains("export default") {
            say("export by name, never by default");
        }
        if code.starts_with("export * from") {
            say("no barrels: import from the file itself");
        }
        if has_any(code) {
            say("`any` switches the types off: name the type, or take `unknown` and narrow it");
        }
    }
    let is_index = matches!(source.file_name(), "index.ts" | "index.tsx");
    if is_index && source.text.contains("} from ") && source.text.contains("export {") {
        findings.push(Finding::in_file(
            source,
            "no barrels: import from the file itself",
        ));
    }
    findings
}

/// The line up to a comment; block comments are recognised where the formatter puts them.
fn without_comment(line: &str) -> &str {
    let code = line.trim();
    if code.starts_with('*') || code.starts_with("/*") {
        return "";
    }
    code.split_once("//").map_or(code, |(before, _)| before)
}

/// Whether `any` stands where a type stands.
fn has_any(code: &str) -> bool {
    let starts_type = [": any", "as any", "<any", "| any", "& any", ", any>"];
    let ends_type = |after: &str| {
        !after.starts_with(|next: char| next.is_alphanumeric() || matches!(next, '_' | '-' | '\''))
            && !after
                .trim_start()
                .starts_with(|next: char| next.is_alphabetic())
    };
    starts_type.iter().any(|pattern| {
        code.match_indices(pattern)
            .any(|(at, _)| code.get(at + pattern.len()..).is_some_and(ends_type))
    })
}

#[cfg(test)]
mod tests {
    use super::super::sources::source;
    use super::*;

    fn findings(path: &str, text: &str) -> usize {
        check(&source(path, text)).len()
    }

    #[test]
    fn only_the_seam_imports_from_tauri() {
        let text = "import { invoke } from \"@tauri-apps/api/core\";\n";
        assert_eq!(
            findings("ui/src/features/inbox/data.ts", text),
            1,
            "a feature must not"
        );
        assert_eq!(
            findings("ui/src/platform/tauri.ts", text),
            0,
            "the seam may"
        );
    }

    #[test]
    fn any_is_found_as_a_type_and_not_as_a_word() {
        for text in [
            "let x: any;",
            "f(x as any)",
            "Array<any>",
            "a: string | any = 1",
        ] {
            assert_eq!(findings("ui/src/a.ts", text), 1, "a type: {text}");
        }
        for text in [
            "// as any would be",
            "label: anyone",
            "\"is: any good\"",
            "list.any()",
        ] {
            assert_eq!(findings("ui/src/a.ts", text), 0, "a word: {text}");
        }
    }

    #[test]
    fn default_exports_and_barrels_are_found() {
        assert_eq!(
            findings("ui/src/a.tsx", "export default App;"),
            1,
            "a default export"
        );
        assert_eq!(
            findings("ui/src/a.ts", "export * from \"./b\";"),
            1,
            "a barrel"
        );
        assert_eq!(
            findings("ui/src/index.ts", "export { b } from \"./b\";"),
            1,
            "another"
        );
    }

    #[test]
    fn settings_of_tools_and_generated_types_are_excepted() {
        assert_eq!(
            findings("ui/vite.config.ts", "export default {};"),
            0,
            "vite wants it"
        );
        assert_eq!(
            findings("ui/src/contract/a.ts", "type A = any;"),
            0,
            "generated"
        );
    }
}
