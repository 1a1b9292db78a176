//! Waiting for what the browser promised. A task runs until it waits; the promise it waits for takes it up again. That is
//! all that the islands need of futures: wasm-bindgen-futures brings js-sys along, and with it closures of every shape.

use crate::Promise;
use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::JsValue;

type Work = Pin<Box<dyn Future<Output = ()>>>;
/// Empty while it runs, and when it is done.
type Task = Rc<RefCell<Option<Work>>>;
type Answer = Result<JsValue, JsValue>;

thread_local! {
    /// The task that runs just now.
    static NOW: RefCell<Option<Task>> = const { RefCell::new(None) };
}

/// Begins something that waits on its way.
pub fn spawn(work: impl Future<Output = ()> + 'static) {
    go_on(&Rc::new(RefCell::new(Some(Box::pin(work)))));
}

fn go_on(task: &Task) {
    let Some(mut work) = task.take() else { return };
    let outer = NOW.replace(Some(task.clone()));
    // Nobody needs waking: the promise itself knows the task.
    let done = work.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_ready();
    NOW.set(outer);
    if !done {
        task.replace(Some(work));
    }
}

/// What a promise became. Only to be awaited inside [`spawn`].
pub fn kept(promise: Promise) -> impl Future<Output = Answer> {
    Kept { promise, answer: Rc::default(), asked: false }
}

struct Kept {
    promise: Promise,
    answer: Rc<RefCell<Option<Answer>>>,
    asked: bool,
}

impl Future for Kept {
    type Output = Answer;

    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Answer> {
        if let Some(answer) = self.answer.take() {
            return Poll::Ready(answer);
        }
        if !self.asked {
            self.asked = true;
            let [kept, broken] = [Ok as fn(JsValue) -> Answer, Err].map(|end| {
                let (answer, task) = (self.answer.clone(), NOW.with_borrow(Clone::clone));
                let act: Box<dyn FnOnce(JsValue)> = Box::new(move |value| {
                    answer.replace(Some(end(value)));
                    task.iter().for_each(go_on);
                });
                Closure::once_into_js(act)
            });
            self.promise.then(&kept, &broken);
        }
        Poll::Pending
    }
}
