//! A page as somebody sees it: its words, its links and its forms.

use super::Answer;
use scraper::{ElementRef, Html, Node, Selector};

/// A page that arrived.
#[derive(Clone)]
pub struct Page {
    /// The path under which it was shown at last.
    pub path: String,
    /// The answer it came in.
    pub answer: Answer,
}

fn selector(css: &str) -> Selector {
    Selector::parse(css).unwrap_or_else(|why| panic!("{css}: {why}"))
}

fn attribute(element: ElementRef<'_>, name: &str) -> String {
    element.attr(name).unwrap_or_default().to_owned()
}

fn text_of(element: ElementRef<'_>) -> String {
    let hidden = ["script", "style", "template"];
    let mut words = String::new();
    for node in element.descendants() {
        if let Node::Text(text) = node.value() {
            let parent =
                node.parent().and_then(|parent| parent.value().as_element().map(|e| e.name().to_owned()));
            if !parent.is_some_and(|name| hidden.contains(&&*name)) {
                words.push_str(text);
                words.push(' ');
            }
        }
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Page {
    /// A page that arrived under `path`.
    pub fn new(path: String, answer: Answer) -> Self {
        Self { path, answer }
    }

    /// The status it came with.
    pub fn status(&self) -> u16 {
        self.answer.status
    }

    /// The markup, as sent.
    pub fn html(&self) -> String {
        self.answer.text()
    }

    /// The markup, understood as browsers understand it.
    pub fn tree(&self) -> Html {
        Html::parse_document(&self.html())
    }

    /// All words on the page, with single spaces between them.
    pub fn words(&self) -> String {
        text_of(self.tree().root_element())
    }

    /// Tells whether these words stand on the page.
    pub fn says(&self, words: &str) -> bool {
        self.words().contains(words)
    }

    /// The words of each element that `css` selects.
    pub fn all(&self, css: &str) -> Vec<String> {
        self.tree().select(&selector(css)).map(text_of).collect()
    }

    /// The words of the first element that `css` selects, or nothing.
    pub fn first(&self, css: &str) -> String {
        self.all(css).into_iter().next().unwrap_or_default()
    }

    /// An attribute of each element that `css` selects.
    pub fn attributes(&self, css: &str, name: &str) -> Vec<String> {
        self.tree().select(&selector(css)).map(|element| attribute(element, name)).collect()
    }

    /// Every form on the page but those that ask for a page, as filters do, or close a dialog.
    pub fn forms(&self) -> Vec<Form> {
        let asks = |form: &ElementRef<'_>| {
            ["get", "dialog"].contains(&&*attribute(*form, "method"))
                && !attribute(*form, "action").starts_with("/api/")
        };
        self.tree().select(&selector("form")).filter(|form| !asks(form)).map(Form::of).collect()
    }

    /// The first form that posts to this endpoint.
    ///
    /// # Panics
    /// When the page has none.
    pub fn form(&self, endpoint: &str) -> Form {
        let action = format!("/api/{endpoint}");
        self.forms().into_iter().find(|form| form.action == action).unwrap_or_else(|| {
            panic!("no form for {endpoint} on {} ({}): {}", self.path, self.status(), self.words())
        })
    }

    /// Makes the form that a button sends: the one that it names or stands in, with what it says itself.
    ///
    /// # Panics
    /// When the page has no such button, or the button no form.
    pub fn pressing(&self, button: &str) -> Form {
        let tree = self.tree();
        let found = tree.select(&selector(button)).next();
        let pressed = found.unwrap_or_else(|| panic!("no {button} on {}: {}", self.path, self.html()));
        let form = match attribute(pressed, "form") {
            around if around.is_empty() => pressed
                .ancestors()
                .filter_map(ElementRef::wrap)
                .find(|element| element.value().name() == "form"),
            named => tree.select(&selector(&format!("form[id=\"{named}\"]"))).next(),
        };
        let form = Form::of(form.unwrap_or_else(|| panic!("{button} on {} has no form", self.path)));
        match attribute(pressed, "name") {
            silent if silent.is_empty() => form,
            name => form.with(&name, &attribute(pressed, "value")),
        }
    }

    /// Tells whether the page has a form for this endpoint.
    pub fn has_form(&self, endpoint: &str) -> bool {
        let action = format!("/api/{endpoint}");
        self.forms().iter().any(|form| form.action == action)
    }

    /// Returns the words below one field.
    pub fn fault(&self, field: &str) -> String {
        let tree = self.tree();
        let Some(input) = tree.select(&selector(&format!("[name=\"{field}\"]"))).next() else {
            return String::new();
        };
        let group = input
            .ancestors()
            .filter_map(ElementRef::wrap)
            .find(|element| element.value().name() == "fieldset");
        let described = [Some(input), group].into_iter().flatten().map(|e| attribute(e, "aria-describedby"));
        let ids: Vec<String> =
            described.flat_map(|ids| ids.split(' ').map(str::to_owned).collect::<Vec<_>>()).collect();
        tree.select(&selector("p.error"))
            .filter(|error| ids.contains(&attribute(*error, "id")))
            .map(text_of)
            .collect()
    }

    /// Returns the words above a form that was refused.
    pub fn summary(&self) -> String {
        self.first("#faults")
    }
}

/// A form with what stands in its fields.
#[derive(Clone, Debug)]
pub struct Form {
    /// The address to which it is sent.
    pub action: String,
    /// Its fields in order, as a browser would send them.
    pub fields: Vec<(String, String)>,
}

impl Form {
    fn of(form: ElementRef<'_>) -> Self {
        assert_eq!(attribute(form, "method"), "post", "a form that changes something is posted");
        let mut fields = Vec::new();
        for field in form.select(&selector("input, textarea, select")) {
            let name = attribute(field, "name");
            if !name.is_empty()
                && let Some(value) = value_of(field)
            {
                fields.push((name, value));
            }
        }
        Self { action: attribute(form, "action"), fields }
    }

    /// The endpoint to which it is sent.
    pub fn endpoint(&self) -> &str {
        self.action.trim_start_matches("/api/")
    }

    /// Types into a field, ticks a box, chooses.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        match self.fields.iter_mut().find(|(field, _)| field == name) {
            Some((_, old)) => value.clone_into(old),
            None => self.fields.push((name.to_owned(), value.to_owned())),
        }
        self
    }

    /// Unticks a box.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.fields.retain(|(field, _)| field != name);
        self
    }

    /// Returns what stands in a field.
    pub fn value(&self, name: &str) -> &str {
        self.fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value)
    }

    /// The fields, borrowed.
    pub fn pairs(&self) -> Vec<(&str, &str)> {
        self.fields.iter().map(|(name, value)| (&**name, &**value)).collect()
    }
}

/// Returns what a browser sends for a field; nothing for a box that is not ticked.
fn value_of(field: ElementRef<'_>) -> Option<String> {
    match field.value().name() {
        "textarea" => Some(field.text().collect()),
        "select" => {
            let options: Vec<_> = field.select(&selector("option")).collect();
            let chosen =
                options.iter().find(|option| option.attr("selected").is_some()).or(options.first())?;
            Some(attribute(*chosen, "value"))
        }
        _ => match field.attr("type") {
            Some("checkbox" | "radio") => {
                field.attr("checked").map(|_| field.attr("value").unwrap_or("on").to_owned())
            }
            _ => Some(attribute(field, "value")),
        },
    }
}
