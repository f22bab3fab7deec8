//! Things side by side: one column for each, one line for each of their figures.

/// A table to compare by. `compare.html` draws it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Compared {
    /// What the table is called.
    pub(crate) caption: String,
    /// The columns.
    pub(crate) heads: Vec<Head>,
    /// The lines; each has a cell for every column.
    pub(crate) lines: Vec<Line>,
}

/// The head of a column.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Head {
    /// Whose column it is.
    pub(crate) name: String,
    /// Below the name.
    pub(crate) below: String,
    /// A word that sets the column apart, such as that it is the cheapest.
    pub(crate) mark: Option<String>,
    /// What can be done with it: an address and the words of its link.
    pub(crate) act: Option<(String, String)>,
}

/// A line of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    /// What the cells say.
    pub(crate) label: String,
    /// A cell for each column.
    pub(crate) cells: Vec<String>,
    /// Whether it is what the others come to.
    pub(crate) sum: bool,
}

impl Compared {
    pub(crate) fn line(&mut self, label: String, cells: Vec<String>) {
        self.lines.push(Line {
            label,
            cells,
            sum: false,
        });
    }

    /// A line that the others come to.
    pub(crate) fn sum(&mut self, label: String, cells: Vec<String>) {
        self.lines.push(Line {
            label,
            cells,
            sum: true,
        });
    }

    /// Whether anything can be done with any column.
    pub(crate) fn acts(&self) -> bool {
        self.heads.iter().any(|head| head.act.is_some())
    }
}
