//! `dist/`: what a web team serves and what npm publishes.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::Path;
use std::process::Command;
use std::thread;

use anyhow::{Context, Result, anyhow};
use wasm_bindgen_cli_support::Bindgen;

use crate::rules;
use crate::run::{self, root};
use crate::toolchain::{TARGET, Toolchain};

/// What the package is made of.
const INPUTS: [&str; 15] = [
    "Cargo.toml",
    "Cargo.lock",
    "src/model",
    "src/ui",
    "src/elements",
    "src/fhir",
    "src/rules/Cargo.toml",
    "src/rules/src",
    "src/rules/module",
    "pkg-config/bundle.mjs",
    "pkg-config/package.json",
    "pkg-config/package-lock.json",
    "xtask/src/package.rs",
    "xtask/src/rules.rs",
    "xtask/src/toolchain.rs",
];

/// Exactly what the module uses; with every feature on, browsers refuse what comes out.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-multivalue",
    "--enable-sign-ext",
    "--enable-mutable-globals",
];

/// Whether the module goes through wasm-opt.
#[derive(Clone, Copy, Hash, PartialEq)]
pub enum Shrink {
    /// As it is published.
    Yes,
    /// Sooner and larger, for looking at something quickly.
    No,
}

/// Builds it, unless nothing has changed since the last time.
pub fn build(wasm_opt: Shrink) -> Result<()> {
    let (staged, dist) = (root().join("target/coplan"), root().join("dist"));
    let stamp = staged.join("stamp");
    let inputs = hash_of_inputs(wasm_opt)?;
    let built = dist.join("coplan.js").is_file() && dist.join("coplan.wasm").is_file();
    if built && fs::read_to_string(&stamp).is_ok_and(|before| before == inputs) {
        return beside(&dist);
    }
    let _ = fs::remove_file(&stamp);
    fs::create_dir_all(&staged)?;
    fs::create_dir_all(&dist)?;
    run::npm_ci(&root().join("pkg-config"))?;
    let toolchain = Toolchain::get()?;
    run::say(if toolchain.from_source {
        "Building the WebAssembly (3 minutes the first time, half a minute after)"
    } else {
        "Building the WebAssembly with a ready-made standard library: it will be larger than the published one"
    });
    // Side by side: at its end each keeps one processor busy.
    thread::scope(|scope| {
        let rules = scope.spawn(|| rules::build(&toolchain, &dist));
        elements(&toolchain, &staged, wasm_opt)?;
        rules.join().map_err(|_| anyhow!("building the rules for servers panicked"))?
    })?;
    run::run(&mut bundle(&staged, &dist, &inputs))?;
    fs::write(stamp, inputs)?;
    beside(&dist)
}

/// The module that browsers load, and what binds it to JavaScript.
fn elements(toolchain: &Toolchain, staged: &Path, wasm_opt: Shrink) -> Result<()> {
    let target = root().join("target/wasm");
    run::run(&mut toolchain.build("coplan-elements", &target))?;
    run::say("Making the module small (about 20 seconds)");
    let module = target.join(TARGET).join("release-wasm/coplan_elements.wasm");
    glue(&module, staged).context("wasm-bindgen")?;
    let (whole, small) = (staged.join("coplan_bg.wasm"), staged.join("coplan_opt.wasm"));
    match wasm_opt {
        Shrink::Yes => shrink(&whole, &small),
        Shrink::No => Ok(fs::copy(whole, small).map(drop)?),
    }
}

fn bundle(staged: &Path, dist: &Path, build: &str) -> Command {
    let mut node = Command::new("node");
    node.arg(root().join("pkg-config/bundle.mjs")).args([root(), staged, dist]).arg(build);
    node
}

/// Writes `dist/coplan.js.map` of what was built last. `coplan.js` stays the same, byte by byte.
pub fn source_map() -> Result<()> {
    let staged = root().join("target/coplan");
    let build = fs::read_to_string(staged.join("stamp")).context("nothing is built")?;
    run::run(bundle(&staged, &root().join("dist"), &build).env("COPLAN_SOURCE_MAP", "1"))
}

fn glue(module: &Path, staged: &Path) -> Result<()> {
    let mut bindgen = Bindgen::new();
    bindgen.input_path(module).web(true)?.typescript(false).omit_default_module_path(true).out_name("coplan");
    bindgen.remove_name_section(true).remove_producers_section(true).reset_state_function(true);
    bindgen.generate(staged)
}

fn shrink(module: &Path, into: &Path) -> Result<()> {
    // Functions that are alike become one only once all else is done: 150 bytes after compression.
    optimize(module, into, &["--flatten", "--rereloop", "--converge", "-Oz", "--gufa-optimizing", "-Oz"])?;
    optimize(into, into, &["--merge-similar-functions", "-Oz"])
}

fn optimize(module: &Path, into: &Path, passes: &[&str]) -> Result<()> {
    let mut opt = Command::new("node");
    opt.arg(root().join("pkg-config/node_modules/binaryen/bin/wasm-opt"));
    // Measured against a plain -Oz: 1,500 bytes less after compression, and 1,200 because only the deep end of the stack is at
    // the bottom of the memory: nobody gets there by adding to a pointer.
    opt.arg("--low-memory-unused");
    opt.args(passes);
    run::run(opt.args(FEATURES).arg(module).arg("-o").arg(into))
}

/// Writes what the package says of the model again: types, schemas, the words and the manifest for editors.
pub fn types() -> Result<()> {
    run::run(run::cargo().args(["run", "--quiet", "--package", "coplan", "--", "package", "pkg-config"]))
}

/// What lies beside it and takes no building, and what is made of all that: notices, digests, a zip.
fn beside(dist: &Path) -> Result<()> {
    run::npm_ci(&root().join("pkg-config"))?;
    let mut release = Command::new("node");
    release.arg(root().join("pkg-config/release.mjs")).args([root(), dist, &root().join("target")]);
    run::run(&mut release)
}

fn hash_of_inputs(wasm_opt: Shrink) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    wasm_opt.hash(&mut hasher);
    for input in INPUTS {
        hash(&root().join(input), &mut hasher)?;
    }
    Ok(format!("{:016x}", hasher.finish()))
}

fn hash(path: &Path, hasher: &mut DefaultHasher) -> Result<()> {
    if path.ends_with("node_modules") || path.ends_with("tests") {
        return Ok(());
    }
    if path.is_dir() {
        let mut entries: Vec<_> = fs::read_dir(path)?.flatten().map(|entry| entry.path()).collect();
        entries.sort();
        return entries.iter().try_for_each(|entry| hash(entry, hasher));
    }
    // Wherever the repository lies, the same files are the same build.
    path.strip_prefix(root()).unwrap_or(path).hash(hasher);
    fs::read(path).with_context(|| path.display().to_string())?.hash(hasher);
    Ok(())
}
