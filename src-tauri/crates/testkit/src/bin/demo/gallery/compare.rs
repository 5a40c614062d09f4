//! The pictures of this run beside those of the last.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, ensure};

/// Times of day and ages change from run to run; more than this share of a picture does not.
const ORDINARY: f64 = 0.02;

/// A folder of pictures, with those of the run before in `before` and what has changed in `changed`.
pub(super) struct Gallery {
    folder: PathBuf,
}

impl Gallery {
    /// Puts aside what hangs there.
    pub(super) fn begin(folder: &Path) -> anyhow::Result<Self> {
        let gallery = Self {
            folder: folder.to_owned(),
        };
        fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
        for part in ["before", "changed"] {
            let part = folder.join(part);
            if part.exists() {
                fs::remove_dir_all(&part)?;
            }
            fs::create_dir_all(&part)?;
        }
        for name in gallery.names()? {
            fs::rename(folder.join(&name), folder.join("before").join(&name))?;
        }
        Ok(gallery)
    }

    /// Where the picture of this name goes.
    pub(super) fn place_for(&self, name: &str) -> PathBuf {
        self.folder.join(name).with_extension("png")
    }

    /// Says which pictures are new, gone, or different.
    pub(super) fn tell(&self) -> anyhow::Result<()> {
        let names = self.names()?;
        let before = self.folder.join("before");
        println!("{} pictures lie in {}.", names.len(), self.folder.display());
        for name in &names {
            if !before.join(name).exists() {
                println!("  new      {name}");
                continue;
            }
            let share = self.difference(name)?;
            if share > ORDINARY {
                println!("  changed  {name}: {:.1} % of it", share * 100.0);
            }
        }
        for gone in pictures(&before)?
            .iter()
            .filter(|name| !names.contains(name))
        {
            println!("  gone     {gone}");
        }
        Ok(())
    }

    /// The share of the picture's points that are not as before; they are drawn into `changed`.
    fn difference(&self, name: &str) -> anyhow::Result<f64> {
        let output = Command::new("compare")
            .args(["-metric", "AE", "-fuzz", "4%"])
            .arg(self.folder.join("before").join(name))
            .arg(self.folder.join(name))
            .arg(self.folder.join("changed").join(name))
            .output()
            .context("cannot start ImageMagick's compare")?;
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        // It ends with 1 where there is a difference, and with 2 where it could not look.
        ensure!(output.status.code() < Some(2), "comparing {name}: {said}");
        let points: f64 = said.split_whitespace().next().unwrap_or("0").parse()?;
        Ok(points / points_of(&self.folder.join(name))?)
    }

    fn names(&self) -> anyhow::Result<Vec<String>> {
        pictures(&self.folder)
    }
}

/// How many points a PNG file has: its header says how wide and how high it is.
fn points_of(picture: &Path) -> anyhow::Result<f64> {
    let file = fs::read(picture).with_context(|| format!("reading {}", picture.display()))?;
    let side = |at: usize| -> anyhow::Result<f64> {
        let bytes = file.get(at..at + 4).context("a PNG file has a header")?;
        Ok(f64::from(u32::from_be_bytes(bytes.try_into()?)))
    };
    Ok(side(16)? * side(20)?)
}

fn pictures(folder: &Path) -> anyhow::Result<Vec<String>> {
    let entries = fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))?;
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut names: Vec<String> = names.filter(|name| name.ends_with(".png")).collect();
    names.sort();
    Ok(names)
}
