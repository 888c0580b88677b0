//! What the browser loads, in bytes, and the budget it must keep.

use std::fs;
use std::io::Write;

use anyhow::{Result, bail};

use crate::run::root;
use crate::{floor, rules};

/// Brotli bytes of everything that a page loads (docs/decisions/0023-yew-renders.md).
const BUDGET: usize = 302_000;

/// What a page loads.
const SERVED: [&str; 2] = ["coplan.js", "coplan.wasm"];

/// Prints the sizes, and fails past the budget, or when something needs a newer browser than we say.
pub fn report() -> Result<()> {
    floor::check()?;
    rules::check()?;
    let total = print()?;
    match BUDGET.checked_sub(total) {
        Some(left) => println!("\nWithin the budget of {BUDGET} bytes brotli, by {left}."),
        None => bail!("over the budget of {BUDGET} bytes brotli by {}", total - BUDGET),
    }
    Ok(())
}

/// Prints the sizes, and gives the brotli bytes of everything.
pub fn print() -> Result<usize> {
    let mut total = [0; 3];
    println!("\n{:<14}{:>10}{:>10}{:>12}", "file", "raw", "gzip -9", "brotli -11");
    for name in SERVED {
        let bytes = fs::read(root().join("dist").join(name))?;
        let sizes = [bytes.len(), gzip(&bytes)?, brotli(&bytes)?];
        print_line(name, sizes);
        for (sum, size) in total.iter_mut().zip(sizes) {
            *sum += size;
        }
    }
    print_line("total", total);
    Ok(total[2])
}

fn print_line(name: &str, [raw, gzip, brotli]: [usize; 3]) {
    println!("{name:<14}{raw:>10}{gzip:>10}{brotli:>12}");
}

fn gzip(bytes: &[u8]) -> Result<usize> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
}

fn brotli(bytes: &[u8]) -> Result<usize> {
    let mut out = Vec::new();
    let mut bytes = bytes;
    brotli::BrotliCompress(
        &mut bytes,
        &mut out,
        &brotli::enc::BrotliEncoderParams { quality: 11, ..Default::default() },
    )?;
    Ok(out.len())
}
