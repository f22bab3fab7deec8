//! The invoice files beside a table.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, ensure};
use tallystick_base::Digest;
use tallystick_documents::{Invoice, read_invoice};

/// The most files that are looked at in a folder.
const MOST_FILES: usize = 20_000;

/// The invoices of a folder, by number.
#[derive(Debug, Default)]
pub(super) struct Papers {
    invoices: BTreeMap<String, Vec<Paper>>,
    /// XML files that are no invoices, and why.
    pub(super) unread: Vec<(PathBuf, String)>,
}

/// One invoice file.
#[derive(Debug)]
pub(super) struct Paper {
    pub(super) path: PathBuf,
    pub(super) invoice: Invoice,
}

impl Papers {
    /// Reads every XML file of a folder, and none below it.
    pub(super) fn in_folder(folder: &Path) -> anyhow::Result<Self> {
        let folder = if folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            folder
        };
        let cannot = || format!("{} cannot be read", folder.display());
        let mut paths = Vec::new();
        for file in fs::read_dir(folder).with_context(cannot)? {
            let path = file.with_context(cannot)?.path();
            let is_xml = path
                .extension()
                .is_some_and(|extension| extension.eq_ignore_ascii_case("xml"));
            if is_xml && path.is_file() {
                ensure!(
                    paths.len() < MOST_FILES,
                    "{} has more than {MOST_FILES} XML files; import them folder by folder",
                    folder.display()
                );
                paths.push(path);
            }
        }
        // The same folder gives the same report, whatever order its file system lists it in.
        paths.sort();
        let mut papers = Self::default();
        for path in paths {
            papers.take(path)?;
        }
        Ok(papers)
    }

    fn take(&mut self, path: PathBuf) -> anyhow::Result<()> {
        let bytes = fs::read(&path).with_context(|| format!("{} cannot be read", path.display()))?;
        match read_invoice(&bytes) {
            Ok(invoice) => {
                let number = invoice.number.clone();
                let alike = self.invoices.entry(number).or_default();
                // A copy under another name is the same paper.
                if alike.iter().all(|paper| paper.invoice.digest != invoice.digest) {
                    alike.push(Paper { path, invoice });
                }
            }
            Err(error) => self.unread.push((path, error.to_string())),
        }
        Ok(())
    }

    /// The file of an invoice, or why none can be taken.
    pub(super) fn invoice(&self, number: &str) -> Result<&Paper, String> {
        match self.invoices.get(number).map(Vec::as_slice) {
            Some([paper]) => Ok(paper),
            Some([first, second, ..]) => Err(format!(
                "{} and {} are different files of the invoice {number}; leave one of them",
                first.path.display(),
                second.path.display()
            )),
            Some([]) | None => Err(format!("there is no XML file of the invoice {number}")),
        }
    }
}

impl Paper {
    /// The bytes, which must still be those that were read before.
    pub(super) fn read(&self) -> anyhow::Result<Vec<u8>> {
        let bytes =
            fs::read(&self.path).with_context(|| format!("{} cannot be read", self.path.display()))?;
        let digest = read_invoice(&bytes).ok().map(|invoice| invoice.digest);
        ensure!(
            digest == Some(self.digest()),
            "{} has changed meanwhile; begin again",
            self.path.display()
        );
        Ok(bytes)
    }

    pub(super) fn digest(&self) -> Digest {
        self.invoice.digest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BLUE: &str = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../fixtures/documents/einvoice/blue.xml"
    );

    #[test]
    fn files_are_found_by_the_number_that_stands_in_them() {
        let folder = tempfile::tempdir().unwrap();
        let blue = fs::read_to_string(BLUE).unwrap();
        fs::write(folder.path().join("one.XML"), &blue).unwrap();
        fs::write(folder.path().join("same.xml"), &blue).unwrap();
        fs::write(folder.path().join("other.xml"), "<Order/>").unwrap();
        fs::write(folder.path().join("table.csv"), "a,b").unwrap();
        let papers = Papers::in_folder(folder.path()).unwrap();
        let number = read_invoice(blue.as_bytes()).unwrap().number;
        let paper = papers.invoice(&number).unwrap();
        assert_eq!(paper.read().unwrap(), blue.as_bytes());
        assert_eq!(papers.unread.len(), 1);
        assert!(papers.invoice("1").unwrap_err().contains("no XML file"));

        fs::write(folder.path().join("two.xml"), format!("{blue}\n")).unwrap();
        let papers = Papers::in_folder(folder.path()).unwrap();
        assert!(papers.invoice(&number).unwrap_err().contains("different files"));
    }

    #[test]
    fn a_file_that_changed_is_not_uploaded() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("one.xml");
        let blue = fs::read_to_string(BLUE).unwrap();
        fs::write(&path, &blue).unwrap();
        let papers = Papers::in_folder(folder.path()).unwrap();
        let number = read_invoice(blue.as_bytes()).unwrap().number;
        fs::write(&path, format!("{blue}\n")).unwrap();
        let refused = papers.invoice(&number).unwrap().read().unwrap_err();
        assert!(refused.to_string().contains("changed meanwhile"), "{refused}");
    }
}
