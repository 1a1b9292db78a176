//! S3: every server function with every kind of nonsense, past the pages. Nothing breaks; what is refused changes nothing.

use crate::table::{FUNCTIONS, Role, Scene, pairs};
use axum::body::Body;
use http::Method;
use server::testing::{Answer, Person, TestApp};

/// What stands in a field that should hold something else.
fn nonsense() -> Vec<String> {
    let mut all: Vec<String> = [
        "",
        " ",
        "\n",
        "0",
        "-1",
        "1e309",
        "null",
        "true",
        "[]",
        "{}",
        "undefined",
        "NaN",
        "\0",
        "a\0b",
        "\u{7}\u{8}\u{1b}[2J",
        "\u{85}\u{9f}",
        "\r\n\r\nHTTP/1.1 200 OK",
        "\u{202e}gnp.exe",
        "\u{2066}\u{2069}",
        "\u{200f}\u{200e}\u{61c}",
        "\u{200b}\u{200b}\u{200b}\u{200b}\u{200b}\u{200b}\u{200b}\u{200b}\u{200b}\u{200b}",
        "\u{feff}",
        "\u{fffd}",
        "\u{ffff}",
        "\u{10ffff}",
        "\u{e000}",
        "e\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}",
        "👩🏽‍⚕️👨‍👩‍👧‍👦",
        "İıŞß",
        "ﷺ",
        "𝕒𝕓𝕔",
        "Ω≈ç√",
        "١٢٣",
        "Ａ１",
        "../../etc/passwd",
        "%00%0a%c0%af",
        "' or 1=1; drop table posts; --",
        "${jndi:ldap://x}",
        "{{7*7}}",
        "<script>alert(1)</script>",
        "00112233445566778899aabbccddeeff",
        "00112233445566778899AABBCCDDEEFF",
        "9223372036854775807",
        "-9223372036854775808",
        "18446744073709551616",
        "yes",
        "no",
        "on",
        "tip",
        "opening",
    ]
    .map(str::to_owned)
    .to_vec();
    all.push("w".repeat(61));
    all.push("woord ".repeat(700));
    all.push("a".repeat(20_000));
    all.push("\u{301}".repeat(5_000));
    all.push("7".repeat(80));
    all.push("g".repeat(80));
    all.push("0".repeat(80));
    all
}

fn judge(answer: &Answer, what: &str) {
    assert!(answer.status < 500, "{what}: {} {}", answer.status, answer.text());
    assert!([200, 401, 403, 404, 409, 413, 422, 429].contains(&answer.status), "{what}: {}", answer.status);
    if answer.status != 200 {
        assert!(
            serde_json::from_slice::<app::kit::error::AppError>(&answer.body).is_ok(),
            "{what}: {}",
            answer.text()
        );
    }
}

async fn rows(app: &TestApp) -> Vec<String> {
    app.place().rows().await.expect("rows")
}

/// Somebody at one server function, with fields that would work.
struct Tried<'a> {
    app: &'a TestApp,
    endpoint: &'static str,
    template: &'static [(&'static str, &'static str)],
    scene: Scene<'a>,
    anna: Person<'a>,
    good: Vec<(String, String)>,
    rows: Vec<String>,
}

impl<'a> Tried<'a> {
    async fn new(
        app: &'a TestApp,
        endpoint: &'static str,
        template: &'static [(&'static str, &'static str)],
    ) -> Self {
        let scene = Scene::new(app).await;
        let mut anna = scene.person(Role::Author).await;
        let good = scene.fields(&mut anna, template).await;
        Self { app, endpoint, template, scene, anna, good, rows: rows(app).await }
    }

    /// Sends these fields. What is refused changes nothing; after what was done, the next one begins anew.
    async fn sends(&mut self, fields: &[(String, String)], what: &str) {
        let answer = self.anna.asks(&format!("/api/{}", self.endpoint), &pairs(fields)).await;
        let what = format!("{} {what}", self.endpoint);
        judge(&answer, &what);
        if answer.status != 200 {
            assert_eq!(rows(self.app).await, self.rows, "{what}");
        } else if self.anna.gets("/account").await.status != 200 || self.endpoint == "posts/remove" {
            *self = Self::new(self.app, self.endpoint, self.template).await;
        } else {
            self.good = self.scene.fields(&mut self.anna, self.template).await;
            self.rows = rows(self.app).await;
        }
    }
}

#[tokio::test]
async fn no_field_breaks_anything() {
    let app = TestApp::sqlite().await.expect("a server");
    for (endpoint, _, template) in FUNCTIONS {
        let mut tried = Tried::new(&app, endpoint, template).await;
        for (place, (field, _)) in template.iter().enumerate() {
            for value in nonsense() {
                let mut sent = tried.good.clone();
                sent[place].1.clone_from(&value);
                tried.sends(&sent, &format!("{field}={value:.60?}")).await;
            }
        }
    }
}

#[tokio::test]
async fn missing_repeated_and_extra_fields_break_nothing() {
    let app = TestApp::sqlite().await.expect("a server");
    for (endpoint, _, template) in FUNCTIONS {
        let mut tried = Tried::new(&app, endpoint, template).await;
        for place in 0..template.len() {
            let mut without = tried.good.clone();
            let (field, _) = without.remove(place);
            tried.sends(&without, &format!("without {field}")).await;
            let mut twice = tried.good.clone();
            twice.insert(place, (field.clone(), "iets anders".to_owned()));
            tried.sends(&twice, &format!("{field} twice")).await;
        }
        let mut more = tried.good.clone();
        more.extend((0..500).map(|n| (format!("extra[{n}][x]"), "1".to_owned())));
        tried.sends(&more, "500 fields more").await;
    }
}

#[tokio::test]
async fn no_body_breaks_anything() {
    let app = TestApp::sqlite().await.expect("a server");
    let scene = Scene::new(&app).await;
    let mut anna = scene.person(Role::Author).await;
    let deep = format!("a{}=1", "[b]".repeat(3_000));
    let many = "a=1&".repeat(15_000);
    let long = format!("body={}", "a".repeat(65_000));
    let bodies: Vec<Vec<u8>> = [
        "",
        "=",
        "&",
        "&&&&",
        "%",
        "%zz",
        "%e0%a4%a",
        "a",
        "a=b=c",
        "post",
        "post=%00",
        "once=%ff%fe",
        "\u{feff}a=1",
        "{\"post\":1}",
        "post[]=1&post[]=2",
        "post[a]=1",
        "__proto__=1",
        &deep,
        &many,
        &long,
    ]
    .iter()
    .map(|text| text.as_bytes().to_vec())
    .chain([vec![0xff; 100], vec![0; 1_000], b"body=\xc3\x28".to_vec(), vec![b'a'; 70_000]])
    .collect();
    for (endpoint, ..) in FUNCTIONS {
        let before = rows(&app).await;
        // These need no field: two end sessions, one says that nothing arrived, one shows the
        // form again, one says that everything was seen.
        let harmless = [
            "people/sign_out",
            "account/sign_out_everywhere",
            "posts/arrived",
            "viewers/write",
            "search/alike",
            "account/see_news",
        ]
        .contains(endpoint);
        // These answer any question, and keep nothing.
        let looks = endpoint.starts_with("search/");
        for body in &bodies {
            if harmless {
                anna.signs_in().await;
            }
            for accept in ["application/json", "text/html"] {
                let request = anna
                    .request(Method::POST, &format!("/api/{endpoint}"))
                    .header("accept", accept)
                    .header("content-type", "application/x-www-form-urlencoded")
                    .header("sec-fetch-site", "same-origin");
                let answer = anna.ask(request.body(Body::from(body.clone())).expect("a request")).await;
                let what = format!("{endpoint} {:.40?}", String::from_utf8_lossy(body));
                assert!(answer.status < 500, "{what}: {} {}", answer.status, answer.text());
                if !harmless {
                    assert!(
                        looks || answer.status >= 400 || answer.status == 303,
                        "{what}: {}",
                        answer.status
                    );
                    assert_eq!(rows(&app).await, before, "{what}");
                }
            }
        }
    }
}

/// No address breaks anything either.
#[tokio::test]
async fn no_address_breaks_anything() {
    let app = TestApp::sqlite().await.expect("a server");
    let mut anna = app.member().await;
    for path in [
        "/threads/%00",
        "/threads/%ff%fe",
        "/threads/..%2f..%2fetc",
        "/threads/00112233445566778899aabbccddeefg",
        "/threads?before=99999999999999999999&theme=%00&filter=%ff",
        "/threads?filter=a&filter=b",
        "/threads?%",
        "/threads?[]",
        "/posts/x/edit",
        "/posts/%F0%9F%98%80/remove",
        "/api/none",
        "/api/",
        "/api/threads/add/",
        "//threads",
        "/threads//",
        "/live/threads/",
        "/live/staff/",
        "/live/staff/held,%ff",
        "/pkg/../keys",
        "/pkg/%2e%2e/keys",
        "/.env",
        "/threads/%0d%0aset-cookie:x=1",
        &format!("/threads?theme={}", "a".repeat(8_000)),
        &format!("/threads/{}", "a".repeat(8_000)),
    ] {
        let status = anna.gets(path).await.status;
        assert!(status < 500, "{path:.80}: {status}");
    }
}
