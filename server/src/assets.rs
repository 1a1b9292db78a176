//! The files for the browser: read once at start, compressed ahead by the bundler, served from memory.
//!
//! Only names that were there at start are served, so no address can lead out of the folder, and nothing lists it
//! (S27). Files under `/pkg/` have their content in their name and never change; the few others are asked for again.

use crate::layers::compress::{accepts_encoding, squeeze_well};
use crate::plain::{self, PlainReason};
use app::kit::assets::Assets;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::response::Response;
use axum::routing::get;
use http::header::{
    CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE, VARY,
};
use http::{HeaderValue, Method};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::io;
use std::path::Path;
use std::sync::Arc;

/// A service worker lives by the policy of its own file: it may ask our server and nobody else.
const WORKER: HeaderValue = HeaderValue::from_static("default-src 'none'; connect-src 'self'");

/// Deeper folders than this are not ours.
const DEEPEST: usize = 4;

/// The files for the browser.
#[derive(Default)]
pub struct Files {
    files: HashMap<String, File>,
    /// The hashed names that pages refer to.
    pub names: Assets,
}

/// One file, as it is and compressed.
struct File {
    content_type: &'static str,
    plain: Bytes,
    brotli: Option<Bytes>,
    gzip: Option<Bytes>,
}

impl Files {
    /// Reads the folder that the bundler made.
    ///
    /// # Errors
    /// When the folder cannot be read or its `pkg/manifest.json` is missing or damaged.
    pub fn read(site: &Path) -> io::Result<Self> {
        let manifest = std::fs::read(site.join("pkg/manifest.json"))?;
        let mut names: Assets = serde_json::from_slice(&manifest).map_err(io::Error::other)?;
        let mut found = HashMap::new();
        walk(site, "", 0, &mut found)?;
        found.remove("/pkg/manifest.json");
        let mut files = HashMap::new();
        for (path, bytes) in &found {
            if path.ends_with(".br") || path.ends_with(".gz") {
                continue;
            }
            let packed = |ending| found.get(&format!("{path}{ending}")).cloned();
            let file = File {
                content_type: content_type(path),
                plain: bytes.clone(),
                brotli: packed(".br"),
                gzip: packed(".gz"),
            };
            files.insert(path.clone(), file);
        }
        let (path, faces) = faces();
        names.faces.clone_from(&path);
        files.insert(path, faces);
        Ok(Self { files, names })
    }

    /// Checks that the islands in them are those that this program writes into its pages. When they are not, the browser
    /// passes them over in silence. A site without islands fits every program.
    ///
    /// # Errors
    /// The names of the entries that were made for another program.
    pub fn fit(&self) -> Result<(), String> {
        let mark = app::islands::BUILD.as_bytes();
        let fits = |path: &str| {
            let code = self.files.get(path).map(|file| &*file.plain).unwrap_or_default();
            code.windows(mark.len()).any(|window| window == mark)
        };
        let members = Some(&self.names.wasm).filter(|path| !path.is_empty());
        let staff = self.names.entries.get("staff").map(|entry| &entry.wasm);
        let mut stale: Vec<_> =
            members.into_iter().chain(staff).filter(|path| !fits(path)).cloned().collect();
        // Without it a shared computer would stay signed in (T19); an older bundler had another name for it.
        if !self.names.phone.is_empty() && self.names.shared_computer.is_empty() {
            stale.push("shared_computer".to_owned());
        }
        if stale.is_empty() { Ok(()) } else { Err(stale.join(", ")) }
    }

    /// Counts the files.
    pub fn count(&self) -> usize {
        self.files.len()
    }

    fn answer(&self, request: &Request) -> Response {
        let path = request.uri().path();
        let Some(file) = self.files.get(path) else {
            return plain::page(PlainReason::Gone, request.headers());
        };
        let (encoding, bytes) = match (&file.brotli, &file.gzip) {
            (Some(packed), _) if accepts_encoding(request.headers(), "br") => (Some("br"), packed),
            (_, Some(packed)) if accepts_encoding(request.headers(), "gzip") => (Some("gzip"), packed),
            _ => (None, &file.plain),
        };
        let body = if *request.method() == Method::HEAD { Body::empty() } else { Body::from(bytes.clone()) };
        let mut response = Response::new(body);
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(file.content_type));
        headers.insert(CONTENT_LENGTH, HeaderValue::from(bytes.len()));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static(cache_control(path)));
        if path == "/sw.js" {
            headers.insert(CONTENT_SECURITY_POLICY, WORKER);
        }
        if let Some(encoding) = encoding {
            headers.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        if file.brotli.is_some() || file.gzip.is_some() {
            headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
        }
        response
    }
}

/// The drawings of all animals: the one file that comes from the program itself. Its name holds its content, like those
/// of the bundler, so that hosts of the same version agree on it.
fn faces() -> (String, File) {
    let sheet = domain::avatar::sheet();
    let hash = Sha256::digest(sheet.as_bytes());
    let name: String = hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let path = format!("/pkg/faces.{name}.svg");
    let (content_type, packed) = (content_type(&path), squeeze_well(sheet.as_bytes()));
    (path, File { content_type, plain: Bytes::from(sheet), brotli: Some(packed.into()), gzip: None })
}

/// The routes of the files: one per file outside of `/pkg/`, one for all within.
pub fn routes(files: Arc<Files>) -> Router {
    let serve =
        get(|State(files): State<Arc<Files>>, request: Request| async move { files.answer(&request) });
    let outside: Vec<String> =
        files.files.keys().filter(|path| !path.starts_with("/pkg/")).cloned().collect();
    let mut router = Router::new().route("/pkg/{*file}", serve.clone());
    for path in outside {
        router = router.route(&path, serve.clone());
    }
    if !files.files.contains_key("/robots.txt") {
        router = router.route("/robots.txt", get(|| async { "User-agent: *\nDisallow: /\n" }));
    }
    router.with_state(files)
}

/// Says how long browsers may keep a file. A service worker has to be asked for each time, or nobody gets a new one.
fn cache_control(path: &str) -> &'static str {
    match path {
        _ if path.starts_with("/pkg/") => "public, max-age=31536000, immutable",
        _ if path.ends_with(".js") => "no-cache",
        _ => "public, max-age=86400",
    }
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "js" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "webmanifest" => "application/manifest+json",
        "json" => "application/json",
        "txt" => "text/plain; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// Reads every file below `folder`. Links and hidden files are passed over.
fn walk(folder: &Path, prefix: &str, depth: usize, found: &mut HashMap<String, Bytes>) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        let safe = name.bytes().all(|c| c.is_ascii_alphanumeric() || matches!(c, b'.' | b'-' | b'_'));
        if name.starts_with('.') || !safe {
            continue;
        }
        let path = format!("{prefix}/{name}");
        let about = entry.file_type()?;
        if about.is_dir() && depth < DEEPEST {
            walk(&entry.path(), &path, depth + 1, found)?;
        } else if about.is_file() {
            found.insert(path, std::fs::read(entry.path())?.into());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layers::testing::{answer, request, text};

    fn site() -> (tempfile::TempDir, Router) {
        let folder = tempfile::tempdir().expect("a folder");
        let pkg = folder.path().join("site/pkg");
        std::fs::create_dir_all(&pkg).expect("a folder");
        let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("written");
        write("secret", "outside");
        write("site/.hidden", "hidden");
        write("site/favicon.svg", "<svg/>");
        write("site/pkg/manifest.json", r#"{"css": "/pkg/style.1a.css", "later": 1}"#);
        write("site/pkg/style.1a.css", "body{}");
        write("site/pkg/style.1a.css.br", "BR");
        write("site/pkg/style.1a.css.gz", "GZ");
        std::os::unix::fs::symlink(folder.path().join("secret"), pkg.join("link")).expect("a link");
        let files = Files::read(&folder.path().join("site")).expect("files");
        assert_eq!(files.names.css, "/pkg/style.1a.css");
        assert_eq!(files.count(), 3, "two, and the drawings of the animals");
        (folder, routes(Arc::new(files)))
    }

    #[tokio::test]
    async fn the_best_compression_that_the_browser_takes_is_served() {
        let (_folder, app) = site();
        for (takes, gives) in [("gzip, br", "BR"), ("gzip", "GZ"), ("", "body{}"), ("br;q=0, gzip", "GZ")] {
            let response =
                answer(app.clone(), request("GET", "/pkg/style.1a.css", &[("accept-encoding", takes)], ""))
                    .await;
            assert_eq!(response.headers()[CACHE_CONTROL], "public, max-age=31536000, immutable");
            assert_eq!(response.headers()[CONTENT_TYPE], "text/css; charset=utf-8");
            assert_eq!(response.headers()[VARY], "accept-encoding");
            assert_eq!(text(response).await, gives, "{takes}");
        }
        let favicon = answer(app, request("GET", "/favicon.svg", &[], "")).await;
        assert_eq!(favicon.headers()[CACHE_CONTROL], "public, max-age=86400");
    }

    /// A bundle of another build would leave islands asleep without a word.
    #[test]
    fn islands_of_another_build_are_noticed() {
        let folder = tempfile::tempdir().expect("a folder");
        let pkg = folder.path().join("pkg");
        std::fs::create_dir_all(&pkg).expect("a folder");
        let fit = |code: &str, manifest: &str| {
            std::fs::write(pkg.join("app.1.wasm"), code).expect("written");
            std::fs::write(pkg.join("manifest.json"), manifest).expect("written");
            Files::read(folder.path()).expect("files").fit()
        };
        let manifest = r#"{"wasm": "/pkg/app.1.wasm"}"#;
        assert_eq!(fit(&format!("\0asm {} more", app::islands::BUILD), manifest), Ok(()));
        assert_eq!(fit("\0asm islands-0123456789abcdef", manifest), Err("/pkg/app.1.wasm".into()));
        assert_eq!(fit("", "{}"), Ok(()), "no islands, as in tests");
        let staff = r#"{"entries": {"staff": {"wasm": "/pkg/app.1.wasm"}}}"#;
        assert_eq!(fit("old", staff), Err("/pkg/app.1.wasm".into()));
        assert_eq!(fit("", r#"{"phone": "/pkg/phone.1.js"}"#), Err("shared_computer".into()));
    }

    /// S27.
    #[tokio::test]
    async fn nothing_else_is_served() {
        let (_folder, app) = site();
        for path in [
            "/pkg/",
            "/pkg",
            "/",
            "/pkg/../../secret",
            "/pkg/..%2f..%2fsecret",
            "/pkg/%2e%2e/secret",
            "/pkg/link",
            "/.hidden",
            "/.git/config",
            "/pkg/manifest.json",
            "/pkg//etc/passwd",
            "/pkg/style.1a.css.br",
        ] {
            assert_eq!(answer(app.clone(), request("GET", path, &[], "")).await.status(), 404, "{path}");
        }
        assert_eq!(
            text(answer(app, request("GET", "/robots.txt", &[], "")).await).await,
            "User-agent: *\nDisallow: /\n"
        );
    }

    #[test]
    fn the_drawings_of_the_animals_are_small_enough_for_a_first_visit() {
        let (path, file) = faces();
        assert!(path.starts_with("/pkg/faces.") && file.content_type == "image/svg+xml", "{path}");
        let packed = file.brotli.as_ref().map_or(0, Bytes::len);
        assert!((1_000..14_000).contains(&packed), "{packed} of {} bytes", file.plain.len());
    }
}
