//! The styles: `style/main.css` and what it imports, checked, joined, minified, with the hashed names of fonts and pictures.

use crate::site::Assets;
use crate::{Failure, files_below, read};
use lightningcss::dependencies::{Dependency, DependencyOptions};
use lightningcss::printer::PrinterOptions;
use lightningcss::rules::layer::LayerBlockRule;
use lightningcss::rules::media::MediaRule;
use lightningcss::rules::supports::SupportsRule;
use lightningcss::rules::{CssRule, CssRuleList, import::ImportRule};
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, StyleSheet};
use lightningcss::targets::{Browsers, Targets};
use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

type Sources = BTreeMap<String, String>;

/// Joins the styles that begin with this file into one text.
pub fn bundle(style: &Path, first: &str, assets: &Assets) -> Result<String, Failure> {
    let sources = sources(style)?;
    let rules = inlined(first, &sources, &mut Vec::new())?;
    let mut sheet = StyleSheet::new(vec![first.to_owned()], rules, ParserOptions::default());
    let targets = oldest_phones();
    sheet.minify(MinifyOptions { targets, ..Default::default() }).map_err(|why| format!("style: {why}"))?;
    let printer = PrinterOptions {
        minify: true,
        targets,
        analyze_dependencies: Some(DependencyOptions { remove_imports: false }),
        ..Default::default()
    };
    let printed = sheet.to_css(printer).map_err(|why| format!("style: {why}"))?;
    let mut code = printed.code;
    for dependency in printed.dependencies.unwrap_or_default() {
        if let Dependency::Url(url) = dependency {
            code = code.replace(&url.placeholder, &address(&url.url, assets)?);
        }
    }
    Ok(code)
}

/// The browsers of phones of about 2022; newer syntax is rewritten for it where that is possible.
fn oldest_phones() -> Targets {
    let version = |major: u32| Some(major << 16);
    Targets::from(Browsers {
        chrome: version(108),
        android: version(108),
        samsung: version(20),
        firefox: version(107),
        ios_saf: version(16),
        safari: version(16),
        edge: version(108),
        ..Browsers::default()
    })
}

fn sources(style: &Path) -> Result<Sources, Failure> {
    let mut sources = Sources::new();
    for file in files_below(style)?.into_iter().filter(|file| file.extension().is_some_and(|e| e == "css")) {
        let name = file.strip_prefix(style).unwrap_or(&file).to_string_lossy().into_owned();
        let text = String::from_utf8(read(&file)?).map_err(|_| format!("style/{name} is not UTF-8"))?;
        sources.insert(name, text);
    }
    Ok(sources)
}

/// The rules of one file, with every `@import` replaced by what it names.
fn inlined<'a>(
    name: &str,
    sources: &'a Sources,
    above: &mut Vec<String>,
) -> Result<CssRuleList<'a>, Failure> {
    if above.iter().any(|file| file == name) {
        return Err(format!("style/{name} imports itself, by way of {}", above.join(", ")));
    }
    let from = above.last().map_or("the bundle".into(), |file| format!("style/{file}"));
    let text = sources.get(name).ok_or(format!("style/{name} is not there, but {from} needs it"))?;
    let options = ParserOptions { filename: format!("style/{name}"), ..Default::default() };
    let sheet = StyleSheet::parse(text, options).map_err(|why| why.to_string())?;
    above.push(name.to_owned());
    let mut rules = Vec::new();
    for rule in sheet.rules.0 {
        match rule {
            CssRule::Import(import) => rules.extend(imported(import, sources, above)?),
            other => rules.push(other),
        }
    }
    above.pop();
    Ok(CssRuleList(rules))
}

/// `@import "a.css" layer(x) supports(y) z` as the blocks it stands for.
fn imported<'a>(
    import: ImportRule<'a>,
    sources: &'a Sources,
    above: &mut Vec<String>,
) -> Result<Vec<CssRule<'a>>, Failure> {
    let mut rules = inlined(import.url.trim_start_matches("./"), sources, above)?;
    let loc = import.loc;
    if let Some(name) = import.layer {
        rules = CssRuleList(vec![CssRule::LayerBlock(LayerBlockRule { name, rules, loc })]);
    }
    if !import.media.media_queries.is_empty() {
        rules = CssRuleList(vec![CssRule::Media(MediaRule { query: import.media, rules, loc })]);
    }
    if let Some(condition) = import.supports {
        rules = CssRuleList(vec![CssRule::Supports(SupportsRule { condition, rules, loc })]);
    }
    Ok(rules.0)
}

/// The hashed address of what a `url()` names: `/x` is `public/x`, anything else lies below `style/`.
fn address(url: &str, assets: &Assets) -> Result<String, Failure> {
    if url.starts_with("data:") || url.starts_with('#') {
        return Ok(url.to_owned());
    }
    if url.contains("://") || url.starts_with("//") {
        return Err(format!("the styles ask another host for {url}; a page must never do that"));
    }
    let (file, fragment) =
        url.split_once('#').map_or((url, String::new()), |(file, id)| (file, format!("#{id}")));
    let path = match file.strip_prefix('/') {
        Some(public) => format!("public/{public}"),
        None => normal(&format!("style/{file}")),
    };
    let known = assets.get(&path).map(|address| format!("{address}{fragment}"));
    known.ok_or(format!("the styles ask for {url}, but there is no {path}"))
}

fn normal(path: &str) -> String {
    let mut parts = PathBuf::new();
    for part in Path::new(path).components() {
        match part {
            Component::ParentDir => drop(parts.pop()),
            Component::CurDir => {}
            other => parts.push(other),
        }
    }
    parts.to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bundled(files: &[(&str, &str)]) -> Result<String, Failure> {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, text) in files {
            std::fs::write(folder.path().join(name), text).expect("written");
        }
        let assets = Assets::from([
            ("style/fonts/a.woff2".to_owned(), "/pkg/a.12.woff2".to_owned()),
            ("public/icons/sprite.svg".to_owned(), "/pkg/sprite.34.svg".to_owned()),
        ]);
        bundle(folder.path(), "main.css", &assets)
    }

    #[test]
    fn imports_are_joined_in_their_order_and_layers_kept() {
        let css = bundled(&[
            (
                "main.css",
                "@layer base,parts;@import './a.css' layer(base); @import 'b.css' layer(parts) print;",
            ),
            ("a.css", "p { color: red }"),
            ("b.css", "q { color: blue }"),
        ])
        .expect("bundled");
        assert_eq!(css, "@layer base{p{color:red}}@layer parts;@media print{@layer parts{q{color:#00f}}}");
    }

    #[test]
    fn fonts_and_pictures_get_their_hashed_addresses() {
        let css = bundled(&[(
            "main.css",
            "@font-face{font-family:A;src:url('fonts/a.woff2')}p{background:url(/icons/sprite.svg#x)}
             q{background:url(data:image/gif;base64,R0)}i{background:url(../public/icons/sprite.svg)}",
        )])
        .expect("bundled");
        assert!(css.contains("/pkg/a.12.woff2"), "{css}");
        assert!(css.contains("/pkg/sprite.34.svg#x"), "{css}");
        assert!(css.contains("data:image/gif;base64,R0"), "{css}");
        assert_eq!(css.matches("/pkg/sprite.34.svg").count(), 2, "{css}");
    }

    #[test]
    fn another_host_is_refused() {
        let failure =
            bundled(&[("main.css", "p{background:url(https://fonts.example/a.png)}")]).expect_err("refused");
        assert!(failure.contains("another host"), "{failure}");
    }

    #[test]
    fn a_missing_file_is_named_with_the_one_that_needs_it() {
        let failure = bundled(&[("main.css", "@import 'nowhere.css';")]).expect_err("refused");
        assert!(failure.contains("style/nowhere.css") && failure.contains("style/main.css"), "{failure}");
        for (url, path) in [("nowhere.png", "style/nowhere.png"), ("/nowhere.png", "public/nowhere.png")] {
            let failure =
                bundled(&[("main.css", &format!("p{{background:url({url})}}"))]).expect_err("refused");
            assert!(failure.contains(path), "{failure}");
        }
    }

    #[test]
    fn a_circle_of_imports_is_refused() {
        let failure = bundled(&[("main.css", "@import 'a.css';"), ("a.css", "@import 'main.css';")]);
        assert!(failure.expect_err("refused").contains("imports itself"));
    }

    #[test]
    fn a_mistake_is_shown_with_file_and_line() {
        let failure =
            bundled(&[("main.css", "@import 'a.css';"), ("a.css", "p{}\n}}{")]).expect_err("refused");
        assert!(failure.contains("style/a.css"), "{failure}");
    }

    #[test]
    fn view_transitions_and_nesting_survive() {
        let css = bundled(&[("main.css", "@view-transition { navigation: auto } p { q & { color: red } }")]);
        let css = css.expect("bundled");
        assert!(css.contains("@view-transition"), "{css}");
        assert!(css.contains("q :is(p){color:red}"), "{css}");
    }
}
