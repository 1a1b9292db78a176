//! The browser code and the JavaScript that loads it.

use crate::Failure;
use crate::site::Site;
use std::path::Path;
use wasm_bindgen_cli_support::Bindgen;

/// The addresses where browsers find the code.
#[derive(Debug)]
pub struct Code {
    /// The module a page imports; its default export loads the WebAssembly.
    pub js: String,
    /// The WebAssembly, to be fetched beside it.
    pub wasm: String,
    /// The style sheet of its own, where it has one.
    pub css: Option<String>,
}

/// Runs wasm-bindgen over the compiled code of an entry and puts both files on the site. An entry with a style sheet of its
/// own exports the address of that as `css`.
pub fn add(name: &str, wasm: &Path, css: Option<&str>, site: &mut Site) -> Result<Code, Failure> {
    let failure = |why| format!("wasm-bindgen cannot read {}: {why:#}", wasm.display());
    let mut made = Bindgen::new()
        .input_path(wasm)
        .web(true)
        .map_err(failure)?
        .out_name(name)
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate_output()
        .map_err(failure)?;
    add_snippets(&made, site)?;
    let code = made.wasm_mut().emit_wasm();
    let wasm = site.add_hashed(name, "wasm", &code)?;
    // What a page loads later than its islands is one address in the page: its JavaScript knows the rest.
    let mut js = format!("{}\nexport const code = \"{wasm}\";\n", made.js());
    if let Some(css) = css {
        js.push_str(&format!("export const css = \"{css}\";\n"));
    }
    let js = site.add_hashed(name, "js", tidy(&js).as_bytes())?;
    Ok(Code { js, wasm, css: css.map(str::to_owned) })
}

/// JavaScript that a library brought along; the loader imports it from `./snippets/<library>-<hash>/…`.
fn add_snippets(made: &wasm_bindgen_cli_support::Output, site: &mut Site) -> Result<(), Failure> {
    for (library, parts) in made.snippets() {
        for (number, text) in parts.iter().enumerate() {
            site.add(&format!("pkg/snippets/{library}/inline{number}.js"), text.as_bytes())?;
        }
    }
    for (path, text) in made.local_modules() {
        site.add(&format!("pkg/snippets/{path}"), text.as_bytes())?;
    }
    Ok(())
}

/// Drops comment lines, blank lines and indentation. Compression does the rest: shorter names would save a few hundred
/// bytes and cost a JavaScript parser. Lines inside a template literal are left as they are.
pub fn tidy(js: &str) -> String {
    let mut tidied = String::with_capacity(js.len());
    let (mut in_comment, mut in_template) = (false, false);
    for line in js.lines() {
        let bare = line.trim();
        if in_template {
            tidied.push_str(line);
            tidied.push('\n');
            in_template ^= odd_backticks(line);
            continue;
        }
        if in_comment || bare.starts_with("/*") {
            in_comment = !bare.ends_with("*/");
            continue;
        }
        if bare.is_empty() || bare.starts_with("//") {
            continue;
        }
        tidied.push_str(bare);
        tidied.push('\n');
        in_template = odd_backticks(bare);
    }
    tidied
}

fn odd_backticks(line: &str) -> bool {
    let bare = line.replace("\\`", "");
    bare.matches('`').count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_indentation_go_and_code_stays() {
        let js =
            "/**\n * Wakes up.\n */\nexport function hydrate() {\n    // now\n    wasm.hydrate();\n\n}\n";
        assert_eq!(tidy(js), "export function hydrate() {\nwasm.hydrate();\n}\n");
    }

    #[test]
    fn a_template_literal_keeps_its_lines() {
        let js = "  const a = `one\n   // two\n\n  three`;\n  b();\n";
        assert_eq!(tidy(js), "const a = `one\n   // two\n\n  three`;\nb();\n");
    }

    #[test]
    fn a_comment_on_one_line_hides_nothing_after_it() {
        assert_eq!(tidy("/* one */\nkept();\n"), "kept();\n");
    }

    #[test]
    fn a_file_that_is_no_code_is_refused_by_name() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("frontend.wasm");
        std::fs::write(&path, "not code").expect("written");
        let mut site = Site::new(&folder.path().join("site"), false).expect("open");
        let failure = add("app", &path, None, &mut site).expect_err("refused");
        assert!(failure.contains("frontend.wasm"), "{failure}");
    }
}
