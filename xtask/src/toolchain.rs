//! A Rust that builds for the browser. Tried in this order: what is there already, `rustup target add`, the
//! distribution's own Rust.
//!
//! Where the standard library's source is at hand it is built with the package, for size and without the text of panics
//! (`docs/decisions/0004-standard-library.md`); where only a ready-made one is, the package works and is larger.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::run;

/// The target that browsers run.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// The target of the rules for servers.
const SERVERS: &str = "wasm32-wasip1";

/// The most memory that the rules take: a document may need a hundred times its size while it is worked on.
const MOST_MEMORY: usize = 1 << 30;

/// How this machine builds for the browser.
pub struct Toolchain {
    rustc: PathBuf,
    cargo: PathBuf,
    /// The standard library is built with the package.
    pub from_source: bool,
    linker: Option<PathBuf>,
}

impl Toolchain {
    /// Finds one, or installs one.
    pub fn get() -> Result<Self> {
        let _installing = run::installing();
        if let Some(found) = Self::rustup().or_else(Self::distribution) {
            return Ok(found);
        }
        if run::find("rustup").is_some() {
            run::say("Adding the wasm32 target with rustup (about 20 seconds)");
            let added = run::output(Command::new("rustup").args(["target", "add", TARGET])).is_some();
            if added && let Some(found) = Self::rustup() {
                return Ok(found);
            }
            run::say("rustup could not: using the distribution's own Rust instead");
        }
        run::apt_update()
            .context("no Rust that builds for the browser: run `rustup target add wasm32-unknown-unknown`")?;
        let linker = newest_linker_package().unwrap_or_else(|| "lld".to_owned());
        run::apt_install(&["rustc-web", "cargo-web", "rust-web-src", &linker])?;
        Self::distribution()
            .context("no Rust that builds for the browser: run `rustup target add wasm32-unknown-unknown`")
    }

    /// The Rust that runs this, when it has the target. Its source, when rustup can get it, makes the package smaller.
    fn rustup() -> Option<Self> {
        let rustc = PathBuf::from(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
        let sysroot = PathBuf::from(run::output(Command::new(&rustc).args(["--print", "sysroot"]))?.trim());
        sysroot.join("lib/rustlib").join(TARGET).is_dir().then(|| {
            let source = || has_source(&sysroot);
            let from_source = source() || {
                run::output(Command::new("rustup").args(["component", "add", "rust-src"])).is_some() && source()
            };
            let cargo = PathBuf::from(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
            Self { rustc, cargo, from_source, linker: None }
        })
    }

    /// Debian's `rustc-web`, which has the source beside it.
    fn distribution() -> Option<Self> {
        let (rustc, cargo) = (PathBuf::from("/usr/bin/rustc"), PathBuf::from("/usr/bin/cargo"));
        let sysroot = PathBuf::from(run::output(Command::new(&rustc).args(["--print", "sysroot"]))?.trim());
        let linker = installed_linker()?;
        (cargo.is_file() && has_source(&sysroot)).then_some(Self {
            rustc,
            cargo,
            from_source: true,
            linker: Some(linker),
        })
    }

    /// `cargo build` for the browser, its results in a folder of their own.
    pub fn build(&self, package: &str, target_dir: &Path) -> Command {
        let mut flags = unplaced();
        let mut cargo = Command::new(&self.cargo);
        cargo.current_dir(run::root()).env_remove("CARGO").env("RUSTC", &self.rustc);
        cargo.args(["build", "--quiet", "--profile", "release-wasm", "--target", TARGET, "--package", package]);
        cargo.arg("--target-dir").arg(target_dir);
        if self.from_source {
            cargo.env("RUSTC_BOOTSTRAP", "1");
            cargo.args(["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"]);
            let small = ["-Zunstable-options", "-Cpanic=immediate-abort", "-Zlocation-detail=none", "-Zfmt-debug=none"];
            flags.extend(small.map(str::to_owned));
        }
        if let Some(linker) = &self.linker {
            cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
        }
        cargo.env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}"));
        cargo
    }
}

impl Toolchain {
    /// Builds a package for servers, with the standard library as it comes: where the module is, or `None` when no Rust here can.
    pub fn build_rules(&self, package: &str, target_dir: &Path) -> Result<Option<PathBuf>> {
        let sysroot =
            run::output(Command::new(&self.rustc).args(["--print", "sysroot"])).context("rustc does not run")?;
        if !Path::new(sysroot.trim()).join("lib/rustlib").join(SERVERS).is_dir() {
            // The distribution's own has the browser's target and no other.
            if self.linker.is_some() || run::output(Command::new("rustup").args(["target", "add", SERVERS])).is_none() {
                return Ok(None);
            }
        }
        let mut flags = unplaced();
        let memory = format!("-Clink-arg=--max-memory={MOST_MEMORY}");
        flags.extend(["-Clink-arg=-zstack-size=4194304".to_owned(), memory]);
        let mut cargo = Command::new(&self.cargo);
        cargo.current_dir(run::root()).env_remove("CARGO").env("RUSTC", &self.rustc);
        cargo.args(["build", "--quiet", "--profile", "release-rules", "--target", SERVERS, "--package", package]);
        cargo.arg("--target-dir").arg(target_dir).env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}"));
        run::run(&mut cargo)?;
        Ok(Some(target_dir.join(SERVERS).join("release-rules").join(format!("{}.wasm", package.replace('-', "_")))))
    }
}

/// Nothing that is built says where it was.
fn unplaced() -> Vec<String> {
    let mut flags = vec![format!("--remap-path-prefix={}=.", run::root().display())];
    flags.extend(std::env::home_dir().map(|home| format!("--remap-path-prefix={}=~", home.display())));
    flags
}

fn has_source(sysroot: &Path) -> bool {
    sysroot.join("lib/rustlib/src/rust/library/std/Cargo.toml").is_file()
}

/// `wasm-ld`, whatever version of lld it came with.
fn installed_linker() -> Option<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir("/usr/bin").ok()?.flatten().map(|entry| entry.path()).collect();
    found.retain(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("wasm-ld")));
    found.sort_by_key(|path| version(&path.to_string_lossy()));
    found.pop()
}

/// The version moves with security updates, so it is looked up.
fn newest_linker_package() -> Option<String> {
    let names = run::output(Command::new("apt-cache").args(["pkgnames", "lld-"]))?;
    names.lines().filter(|name| version(name) > 0).max_by_key(|name| version(name)).map(str::to_owned)
}

fn version(name: &str) -> u32 {
    name.rsplit('-').next().and_then(|version| version.parse().ok()).unwrap_or(0)
}
