//! Versions that must agree, and lock files that work for everyone.

use super::File;

/// The glue is made by the crate that the module was made with. When they differ, wasm-bindgen says so only at the end
/// of a build.
pub fn wasm_bindgen(files: &[File]) -> Vec<String> {
    let Some(lock) = files.iter().find(|file| file.path == "Cargo.lock") else { return Vec::new() };
    let [module, tool] = ["wasm-bindgen", "wasm-bindgen-cli-support"].map(|name| locked(&lock.text, name));
    if module == tool {
        return Vec::new();
    }
    let [module, tool] = [module, tool].map(|version| version.unwrap_or("nothing"));
    vec![format!("xtask/Cargo.toml: wasm-bindgen-cli-support is {tool} and wasm-bindgen is {module}; name the same")]
}

/// A lock file that names where a package was fetched from sends everyone there.
pub fn lock_files(files: &[File]) -> Vec<String> {
    let locks = files.iter().filter(|file| file.path.ends_with("package-lock.json"));
    let named = locks.filter(|file| file.text.contains("\"resolved\":"));
    let sentence = "names registries; put omit-lockfile-registry-resolved=true into .npmrc and make it again";
    named.map(|file| format!("{}: {sentence}", file.path)).collect()
}

fn locked<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let (_, after) = lock.split_once(&format!("name = \"{package}\"\nversion = \""))?;
    after.split('"').next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::file;

    #[test]
    fn glue_and_module_of_different_versions_are_both_named() {
        let lock = |tool: &str| {
            let text = format!(
                "[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.1\"\n\n\
                 [[package]]\nname = \"wasm-bindgen-cli-support\"\nversion = \"{tool}\"\n"
            );
            [file("Cargo.lock", &text)]
        };
        assert!(wasm_bindgen(&lock("0.2.1")).is_empty());
        assert!(wasm_bindgen(&lock("0.2.2"))[0].contains("is 0.2.2 and wasm-bindgen is 0.2.1"));
    }

    #[test]
    fn a_lock_file_that_names_a_registry_is_named() {
        let files = [file("a/package-lock.json", "{ \"resolved\": \"\" }"), file("b/package-lock.json", "{}")];
        assert_eq!(lock_files(&files).len(), 1);
    }
}
