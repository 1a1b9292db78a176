//! The whole server without a socket, for tests: real router, real layers, real database; clock and chance stand still.
//!
//! A test reads as a story: `let mut anna = app.person(); anna.joins().await; anna.shares("…").await;`.

mod app;
mod browser;
mod page;
mod passkey;
mod person;
mod push;
mod staff;

pub use app::{HOME, TestApp};
pub use browser::{Answer, Browser};
pub use page::{Form, Page};
pub use passkey::Passkey;
pub use person::Person;
pub use push::{PushService, Pushed};
pub use staff::{Colleague, PASSPHRASE};
pub use store::testing::{TestStore, Tested};

/// Tests each sentence on SQLite and on PostgreSQL. The argument is a [`TestApp`]. With `on_several_threads` in front, on
/// a runtime of four threads, for stories in which people act at the same moment.
#[macro_export]
macro_rules! stories {
    (on_several_threads $($stories:tt)*) => {
        $crate::stories! { @on (flavor = "multi_thread", worker_threads = 4) $($stories)* }
    };
    (@on $runtime:tt $($(#[$doc:meta])* async fn $name:ident($app:ident) $body:block)*) => {
        $($(#[$doc])* async fn $name($app: &$crate::testing::TestApp) $body)*
        mod sqlite {
            $($crate::stories! { @one $runtime
                async fn $name() -> $crate::testing::Tested {
                    let app = $crate::testing::TestApp::sqlite().await?;
                    super::$name(&app).await;
                    app.finish().await
                }
            })*
        }
        mod postgres {
            $($crate::stories! { @one $runtime
                async fn $name() -> $crate::testing::Tested {
                    let Some(app) = $crate::testing::TestApp::postgres().await? else { return Ok(()) };
                    super::$name(&app).await;
                    app.finish().await
                }
            })*
        }
    };
    (@one ($($runtime:tt)*) $test:item) => {
        #[tokio::test($($runtime)*)]
        $test
    };
    ($($(#[$doc:meta])* async fn $name:ident($app:ident) $body:block)*) => {
        $crate::stories! { @on () $($(#[$doc])* async fn $name($app) $body)* }
    };
}
