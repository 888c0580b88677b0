//! Running other programs, and saying what takes long.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, MutexGuard, PoisonError};

use anyhow::{Context, Result, bail};

/// The repository's own folder.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the repository")
}

/// A progress line.
pub fn say(what: &str) {
    println!("▸ {what}");
}

/// The cargo that runs this.
pub fn cargo() -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(root());
    cargo
}

/// What runs natively is chosen in one way everywhere. Chosen otherwise, what they depend on would have other features, and be compiled once
/// more.
pub const NATIVE: [&str; 9] = [
    "--workspace",
    "--exclude",
    "coplan-elements",
    "--exclude",
    "coplan-rules-module",
    "--exclude",
    "coplan-host-yew",
    "--exclude",
    "xtask",
];

/// Builds the command `coplan` as its tests do, with one of them.
pub fn build_coplan() -> Result<PathBuf> {
    run(cargo().args(["build", "--quiet", "--bin", "coplan", "--test", "command"]).args(NATIVE))?;
    Ok(beside_us("coplan"))
}

/// A program of the workspace, where cargo puts what it builds: the folder that this one was started from.
pub fn beside_us(program: &str) -> PathBuf {
    let us = std::env::current_exe().unwrap_or_else(|_| root().join("target/debug/xtask"));
    us.with_file_name(format!("{program}{}", std::env::consts::EXE_SUFFIX))
}

/// Runs a program to its end, its output on screen.
pub fn run(command: &mut Command) -> Result<()> {
    let name = name(command);
    let status = command.status().with_context(|| format!("{name} could not be started: is it installed?"))?;
    if !status.success() {
        bail!("{name} failed ({status})");
    }
    Ok(())
}

/// What a program prints, when it succeeds.
pub fn output(command: &mut Command) -> Option<String> {
    let output = command.output().ok().filter(|output| output.status.success())?;
    String::from_utf8(output.stdout).ok()
}

/// A program on the PATH.
pub fn find(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

/// Whether this runs as root, as it does in most containers.
pub fn is_root() -> bool {
    output(Command::new("id").arg("-u")).is_none_or(|id| id.trim() == "0")
}

/// Whoever installs something holds this from looking whether it is there until it is: the stages, and [`crate::ahead`] beside them.
pub fn installing() -> MutexGuard<'static, ()> {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner)
}

/// `apt-get`, as someone who may install.
fn apt() -> Command {
    let root = is_root();
    let mut apt = Command::new(if root { "apt-get" } else { "sudo" });
    if !root {
        apt.arg("apt-get");
    }
    apt.env("DEBIAN_FRONTEND", "noninteractive").stdout(std::process::Stdio::null());
    apt
}

/// Learns what Debian has today: without this, what it had when the machine was made.
pub fn apt_update() -> Result<()> {
    if find("apt-get").is_none() {
        bail!("there is no apt-get here to install it with");
    }
    say("Asking Debian what it has (about 10 seconds)");
    run(apt().args(["update", "-qq"]))
}

/// Installs Debian packages, after `apt_update`.
pub fn apt_install(packages: &[&str]) -> Result<()> {
    say(&format!("Installing {} (about a minute)", packages.join(", ")));
    run(apt().args(["install", "-y", "-qq", "--no-install-recommends"]).args(packages))
}

/// Installs a folder's npm packages from its lock file, when they are not there as the lock file has them.
pub fn npm_ci(folder: &Path) -> Result<()> {
    let _installing = installing();
    let lock = std::fs::read(folder.join("package-lock.json")).context("package-lock.json is missing")?;
    let installed = folder.join("node_modules/.coplan-lock");
    if std::fs::read(&installed).is_ok_and(|before| before == lock) {
        return Ok(());
    }
    say(&format!("Installing the npm packages of {} (about 20 seconds)", folder.display()));
    let mut npm = Command::new("npm");
    npm.args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]).current_dir(folder);
    run(npm.env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))?;
    std::fs::write(installed, lock)?;
    Ok(())
}

/// What a program is called, without the folder that this machine has it in.
fn name(command: &Command) -> String {
    let program = Path::new(command.get_program());
    program.file_name().unwrap_or(program.as_os_str()).to_string_lossy().into_owned()
}

/// Shows what a program prints while it runs, and gives it back with whether the program succeeded.
pub fn tee(command: &mut Command) -> Result<(String, bool)> {
    use std::io::{BufRead, BufReader};
    let name = name(command);
    let child = command.stdout(std::process::Stdio::piped()).spawn();
    let mut child = child.with_context(|| format!("{name} could not be started: is it installed?"))?;
    let mut text = String::new();
    if let Some(out) = child.stdout.take() {
        for line in BufReader::new(out).lines() {
            let line = line?;
            println!("{line}");
            text.push_str(&line);
            text.push('\n');
        }
    }
    Ok((text, child.wait()?.success()))
}
