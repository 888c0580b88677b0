//! A PostgreSQL for the portal's tests: Debian's, on a port and in a folder of its own, gone when they have ended.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::run;

/// One that runs, and is started again when a test has killed it.
pub struct Server {
    folder: PathBuf,
    port: u16,
    ends: Arc<AtomicBool>,
    keeper: Option<JoinHandle<()>>,
}

/// Whether it waits until the disk has what it was given.
#[derive(Clone, Copy)]
pub enum Disk {
    /// As in use: the machine may fail.
    Waits,
    /// Quicker: the tests kill programs, and not the machine.
    DoesNotWait,
}

impl Server {
    /// Installs what is missing, and starts it.
    pub fn start(disk: Disk) -> Result<Self> {
        let programs = programs()?;
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        // Below the repository its user could not reach it everywhere.
        let folder = std::env::temp_dir().join(format!("coplan-postgres-{port}"));
        let mut make = Command::new("install");
        make.args(["-d", "-m", "700"]);
        if run::is_root() {
            make.args(["-o", "postgres"]);
        }
        run::run(make.arg(&folder))?;
        let mut init = as_its_user(&programs.join("initdb"), &folder);
        init.args(["--auth=trust", "--username=coplan", "--encoding=UTF8", "--no-sync", "--pgdata"]);
        run::run(init.arg(&folder).stdout(Stdio::null()))?;
        let ends = Arc::new(AtomicBool::new(false));
        let (first, started) = mpsc::channel();
        let keeper = thread::spawn({
            let (ends, folder, program) = (Arc::clone(&ends), folder.clone(), programs.join("postgres"));
            move || {
                while !ends.load(Ordering::Relaxed) {
                    let child = spawn(&program, &folder, port, disk);
                    let running = child.is_ok();
                    let _ = first.send(running);
                    let ended = child.and_then(|mut child| child.wait());
                    if !running || ended.is_err() {
                        return;
                    }
                    // What was killed with it has not yet let go of everything.
                    thread::sleep(Duration::from_millis(100));
                }
            }
        });
        let server = Self { folder, port, ends, keeper: Some(keeper) };
        if !started.recv().unwrap_or(false) {
            bail!("PostgreSQL could not be started");
        }
        for _ in 0..300 {
            let mut ready = Command::new(programs.join("pg_isready"));
            ready.args(["--quiet", "--host=127.0.0.1", "--port", &port.to_string()]);
            if ready.status()?.success() {
                return Ok(server);
            }
            thread::sleep(Duration::from_millis(100));
        }
        bail!("PostgreSQL does not answer after 30 seconds")
    }

    /// Tells a test run where it is, and which process it is.
    pub fn named<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command.env("COPLAN_POSTGRES", format!("postgres://coplan@127.0.0.1:{}", self.port));
        command.env("COPLAN_POSTGRES_PID", self.pid_file())
    }

    fn pid_file(&self) -> PathBuf {
        self.folder.join("postmaster.pid")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.ends.store(true, Ordering::Relaxed);
        if let Some(pid) =
            std::fs::read_to_string(self.pid_file()).ok().and_then(|text| text.lines().next().map(str::to_owned))
        {
            let _ = Command::new("kill").args(["-QUIT", &pid]).status();
        }
        if let Some(keeper) = self.keeper.take() {
            let _ = keeper.join();
        }
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn spawn(program: &Path, folder: &Path, port: u16, disk: Disk) -> std::io::Result<Child> {
    let mut postgres = as_its_user(program, folder);
    postgres.arg("-D").arg(folder).args(["-p", &port.to_string()]);
    let fsync = match disk {
        Disk::Waits => "fsync=on",
        Disk::DoesNotWait => "fsync=off",
    };
    for set in ["listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=200", fsync] {
        postgres.args(["-c", set]);
    }
    let log = std::fs::File::create(folder.join("log"))?;
    postgres.stdout(Stdio::null()).stderr(log).spawn()
}

/// PostgreSQL refuses to run as root. It ends with whoever started it, whatever ends that.
fn as_its_user(program: &Path, folder: &Path) -> Command {
    let mut command = Command::new("setpriv");
    if run::is_root() {
        command.args(["--reuid=postgres", "--regid=postgres", "--init-groups"]);
    }
    command.arg("--pdeathsig=QUIT").arg(program).current_dir(folder);
    command
}

/// Where its programs are, which Debian keeps off the PATH, by version.
pub fn programs() -> Result<PathBuf> {
    let _installing = run::installing();
    if let Some(found) = installed() {
        return Ok(found);
    }
    run::apt_update().context("PostgreSQL is missing")?;
    run::apt_install(&["postgresql"])?;
    installed().context("PostgreSQL was installed and is not where Debian puts it")
}

fn installed() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?.flatten().map(|entry| entry.path().join("bin"));
    versions.filter(|programs| programs.join("initdb").is_file()).max()
}
