//! "Hoe herkenbaar is dit?", which the page has and which follows what is typed.

use crate::dom::{self, Element};
use crate::words::{with, word};
use privacy::{Lang, Measure, step_word};

/// The meter of a form.
#[derive(Clone)]
pub struct Meter {
    form: Element,
    meter: Element,
    lang: Lang,
}

impl Meter {
    /// The meter in this form, if it has one.
    pub fn of(form: &Element, lang: Lang) -> Option<Self> {
        form.first("#meter").map(|meter| Self { form: form.clone(), meter, lang })
    }

    /// Shows what was found in all fields, and what the author shows.
    pub fn show(&self, measure: Measure) {
        let step = measure.step(self.form.first("[name=show_sector]:checked").is_some());
        let says = if step > 2 { "meter_more_text" } else { "meter_little_text" };
        for (part, key) in [(".tag", step_word(step)), (".says", says)] {
            if let Some(part) = self.meter.first(part) {
                part.set_text(word(self.lang, key));
            }
        }
        if let Some(steps) = self.meter.first(".steps") {
            steps
                .set_attribute("aria-label", &with(word(self.lang, "meter_step"), &dom::digits(step as i32)));
        }
        let bars = self.meter.all(".steps > *");
        for number in 0..bars.length() {
            if let Some(bar) = bars.item(number) {
                bar.set_class_name(if (number as usize) < step { "on" } else { "off" });
            }
        }
        self.meter.set_hidden(false);
    }
}
