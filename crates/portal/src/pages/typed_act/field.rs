//! The members of a body, and how each is put in.

use tallystick_base::{Currency, Money};

use super::Fact;

/// One member of the body.
pub(in crate::pages) struct Field {
    /// Its path in the body.
    pub(super) name: String,
    /// What it is called; empty for what is not typed.
    pub(super) label: String,
    /// How to fill it; empty where the label says it.
    pub(super) hint: String,
    /// What is typed.
    pub(super) input: Input,
}

/// How a member of the body is put in.
pub(super) enum Input {
    /// The page knows it.
    Fixed(String),
    /// The page knows it, and it is said where the amount of this name is typed.
    Beside { value: String, amount: String },
    /// The page knows it, and it is a whole number.
    Number(u32),
    /// One of several forms, without anything in it.
    Form(&'static str),
    /// The id of a new thing of this kind.
    New(&'static str),
    /// A line of text of at most so many characters.
    Text {
        value: String,
        most: u32,
        required: bool,
    },
    /// A day from one to another.
    Day {
        value: String,
        from: String,
        until: String,
    },
    /// A moment in Beijing.
    Moment { value: String },
    /// An amount.
    Amount {
        value: String,
        currency: Currency,
        required: bool,
    },
    /// One of these: the value and what it is called.
    Choice(Vec<Fact>),
    /// Any of these, all ticked at first.
    Ticks(Vec<Fact>),
}

impl Field {
    fn new(name: &str, label: String, input: Input) -> Self {
        Self {
            name: name.to_owned(),
            label,
            hint: String::new(),
            input,
        }
    }

    /// A member that the page knows.
    pub(in crate::pages) fn fixed(name: &str, value: &(impl ToString + ?Sized)) -> Self {
        Self::new(name, String::new(), Input::Fixed(value.to_string()))
    }

    /// One of several forms of a member, which says nothing more.
    pub(in crate::pages) fn choice_of(name: &str, form: &'static str) -> Self {
        Self::new(name, String::new(), Input::Form(form))
    }

    /// A whole number that the page knows.
    pub(in crate::pages) fn number(name: &str, value: u32) -> Self {
        Self::new(name, String::new(), Input::Number(value))
    }

    /// The id of a new thing, which the browser draws.
    pub(in crate::pages) fn new_id(name: &str, kind: &'static str) -> Self {
        Self::new(name, String::new(), Input::New(kind))
    }

    /// A line of text that is there at first, of at most so many characters.
    pub(in crate::pages) fn text(
        name: &str,
        label: String,
        value: &(impl ToString + ?Sized),
        most: u32,
    ) -> Self {
        let value = value.to_string();
        let input = Input::Text {
            value,
            most,
            required: true,
        };
        Self::new(name, label, input)
    }

    /// A line of text that may be left out.
    pub(in crate::pages) fn optional(name: &str, label: String) -> Self {
        let input = Input::Text {
            value: String::new(),
            most: 200,
            required: false,
        };
        Self::new(name, label, input)
    }

    /// A day; the limits are those of the command, and empty where it has none.
    pub(in crate::pages) fn day(
        name: &str,
        label: String,
        value: &(impl ToString + ?Sized),
        limits: (&str, &str),
    ) -> Self {
        let input = Input::Day {
            value: value.to_string(),
            from: limits.0.to_owned(),
            until: limits.1.to_owned(),
        };
        Self::new(name, label, input)
    }

    /// A moment in Beijing, such as `2026-03-06T17:00`; empty where a person is to find it.
    pub(in crate::pages) fn moment(name: &str, label: String, value: &(impl ToString + ?Sized)) -> Self {
        let value = value.to_string();
        Self::new(name, label, Input::Moment { value })
    }

    /// An amount in this currency; an empty one where nothing is to be expected.
    pub(in crate::pages) fn amount(
        name: &str,
        label: String,
        value: Option<Money>,
        currency: Currency,
    ) -> Self {
        let value = value.map_or_else(String::new, crate::figures::figures);
        let input = Input::Amount {
            value,
            currency,
            required: true,
        };
        Self::new(name, label, input)
    }

    /// The same amount where it may be left empty.
    pub(in crate::pages) fn or_nothing(mut self) -> Self {
        if let Input::Amount { required, .. } = &mut self.input {
            *required = false;
        }
        self
    }

    /// A member that the page knows, and that is said only where an amount beside it is typed.
    pub(in crate::pages) fn beside(name: &str, value: &(impl ToString + ?Sized), amount: &str) -> Self {
        let input = Input::Beside {
            value: value.to_string(),
            amount: format!("{amount}.value"),
        };
        Self::new(name, String::new(), input)
    }

    /// One of several.
    pub(in crate::pages) fn choice(name: &str, label: String, values: Vec<Fact>) -> Self {
        Self::new(name, label, Input::Choice(values))
    }

    /// Any of several.
    pub(in crate::pages) fn ticks(name: &str, label: String, values: Vec<Fact>) -> Self {
        Self::new(name, label, Input::Ticks(values))
    }

    /// The same with a word on how to fill it.
    pub(in crate::pages) fn hinted(mut self, hint: String) -> Self {
        self.hint = hint;
        self
    }

    /// What the id of the input is: paths have points, which selectors read otherwise.
    pub(super) fn id(&self) -> String {
        self.name.replace('.', "-")
    }
}
