//! `coplan-rules.wasm`: the rules for servers. It is built for WASI, whose few functions are then written into the module itself,
//! so that it needs nothing from whoever runs it (docs/decisions/0027-rules-anywhere.md).

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use walrus::ir::{MemArg, StoreKind, Value};
use walrus::{ConstExpr, GlobalId, InstrSeqBuilder, LocalId, MemoryId, Module, ModuleConfig, ValType};

use crate::run::{self, root};
use crate::toolchain::Toolchain;

/// What servers call, and what they may set.
const EXPORTS: [&str; 5] = ["memory", "reserve", "call", "answered", "seed"];

/// Builds it into a folder. Where no Rust can, the package is for browsers alone, and that is said.
pub fn build(toolchain: &Toolchain, into: &Path) -> Result<()> {
    run::say("Building the rules for servers (4 minutes the first time, half a minute after)");
    let built = into.join("coplan-rules.wasm");
    match toolchain.build_rules("coplan-rules-module", &root().join("target/wasm"))? {
        Some(module) => fs::write(built, closed(&fs::read(module)?)?)?,
        None => {
            run::say(
                "No Rust here builds for servers (rustup has the target wasm32-wasip1): the package is without coplan/server",
            );
            let _ = fs::remove_file(built);
        }
    }
    Ok(())
}

/// The module without imports.
fn closed(module: &[u8]) -> Result<Vec<u8>> {
    let mut config = ModuleConfig::new();
    let mut module = config.generate_producers_section(false).parse(module)?;
    let memory = module.memories.iter().next().context("a module without memory")?.id();
    let seed = module.globals.add_local(ValType::I64, true, false, ConstExpr::Value(Value::I64(0)));
    module.exports.add("seed", seed);
    for import in module.imports.iter().map(|import| import.name.clone()).collect::<Vec<_>>() {
        stand_in(&mut module, &import, memory, seed)?;
    }
    let unused: Vec<_> =
        module.exports.iter().filter(|export| !EXPORTS.contains(&&*export.name)).map(|export| export.id()).collect();
    unused.into_iter().for_each(|export| module.exports.delete(export));
    walrus::passes::gc::run(&mut module);
    Ok(module.emit_wasm())
}

/// What a function of WASI does where there is no system: no clock, no environment, nowhere to write.
fn stand_in(module: &mut Module, name: &str, memory: MemoryId, seed: GlobalId) -> Result<()> {
    let import = module
        .imports
        .get_func("wasi_snapshot_preview1", name)
        .with_context(|| format!("{name} is no function of WASI"))?;
    let zero = |body: &mut InstrSeqBuilder, at: LocalId| {
        body.local_get(at).i32_const(0);
        body.store(memory, StoreKind::I32 { atomic: false }, MemArg { align: 4, offset: 0 });
    };
    let store = |body: &mut InstrSeqBuilder| {
        body.store(memory, StoreKind::I64 { atomic: false }, MemArg { align: 8, offset: 0 });
    };
    module.replace_imported_func(import, |(body, arguments)| match name {
        // Maps of keys that others choose are not to be slow: whoever runs the module may set the seed.
        "random_get" => {
            body.local_get(arguments[0]).i32_const(0).local_get(arguments[1]).memory_fill(memory);
            body.local_get(arguments[0]).global_get(seed);
            store(body);
            body.i32_const(0);
        }
        "clock_time_get" => {
            body.local_get(arguments[2]).i64_const(0);
            store(body);
            body.i32_const(0);
        }
        "environ_sizes_get" => {
            zero(body, arguments[0]);
            zero(body, arguments[1]);
            body.i32_const(0);
        }
        "environ_get" => drop(body.i32_const(0)),
        // EBADF: there is nowhere to write.
        "fd_write" => drop(body.i32_const(8)),
        _ => drop(body.unreachable()),
    })?;
    Ok(())
}

/// Fails when the built module needs something, or offers something else than what is documented.
pub fn check() -> Result<()> {
    let built = root().join("dist/coplan-rules.wasm");
    if !built.is_file() {
        return Ok(());
    }
    let module = Module::from_buffer(&fs::read(built)?)?;
    if let Some(import) = module.imports.iter().next() {
        bail!("coplan-rules.wasm needs {} from whoever runs it", import.name);
    }
    let mut exports: Vec<_> = module.exports.iter().map(|export| export.name.as_str()).collect();
    exports.sort_unstable();
    let mut meant = EXPORTS;
    meant.sort_unstable();
    if exports != meant {
        bail!("coplan-rules.wasm exports {exports:?}, and not {meant:?}");
    }
    Ok(())
}
