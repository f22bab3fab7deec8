//! What the articles say that the effects of acts cite: for everyone, since everybody is to know what a signature means.

use askama::Template;
use axum::extract::State;

use crate::Portal;
use crate::frame::Frame;
use crate::law::{Article, LAWS, Law};
use crate::pages::{Page, written};
use crate::seat::Visit;

#[derive(Template)]
#[template(path = "rules/articles.html")]
struct ArticlesPage<'p> {
    frame: Frame<'p>,
    laws: Vec<LawView>,
}

/// A law with the articles of it that are cited.
struct LawView {
    key: &'static str,
    name: String,
    articles: Vec<ArticleView>,
}

struct ArticleView {
    anchor: String,
    name: String,
    /// What it says, in a sentence.
    says: String,
}

pub(super) async fn page(State(portal): State<Portal>, visit: Visit) -> Page {
    let frame = Frame::new(&portal, visit);
    let laws = LAWS.iter().map(|law| LawView {
        key: law.key,
        name: frame.say(&format!("law-{}", law.key)),
        articles: law.articles.iter().map(|one| article(&frame, law, one)).collect(),
    });
    written(&ArticlesPage {
        laws: laws.collect(),
        frame,
    })
}

fn article(frame: &Frame<'_>, law: &Law, article: &Article) -> ArticleView {
    let anchor = article.anchor(law);
    ArticleView {
        name: frame.say_with("articles-one", &[("number", article.number(frame.language()))]),
        says: frame.say(&format!("article-{anchor}")),
        anchor,
    }
}
