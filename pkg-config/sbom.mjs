// The software bills of materials, CycloneDX 1.6: `sbom.cdx.json` has what is inside the package, `sbom.build.cdx.json` what takes part in
// making it; the portal's archive has a bill of what is inside the command. No time and no random number is in them, so that the same lock files make the same bills.

import { readFileSync } from "node:fs";
import { join } from "node:path";

import * as CycloneDX from "@cyclonedx/cyclonedx-library";
import { PackageURL } from "packageurl-js";
import parseLicence from "spdx-expression-parse";

const { Enums, Models, Serialize, Spec } = CycloneDX;

/** Of both bills of the package: their text, by file. */
export function bills(repository, { inside, building, direct }) {
  const { rust, styles, others, manifest } = known(repository);
  const { version, description, license, devDependencies } = manifest;
  // Whoever stands in a public registry under this name is somebody else: docs/decisions/0028-package-name.md.
  const root = () => part({ type: "generic", name: "coplan", version, licence: license, description });
  return {
    "sbom.cdx.json": bill(root(), [rust, ...styles.map(fromNpm)], inside, direct),
    "sbom.build.cdx.json": bill(root(), others.map(fromNpm), building, direct, new Set(Object.keys(devDependencies))),
  };
}

/** What is inside the command, with what is in none of its crates by its own name. */
export function portalBill(repository, { inside, direct }, more) {
  const { rust, styles, manifest } = known(repository);
  const { version, license } = manifest;
  const root = part({ type: "generic", name: "coplan-portal", version, licence: license, description: "The command coplan, with the demo portal" });
  return bill(root, [rust, ...styles.map(fromNpm), ...more.map((one) => part({ type: "generic", ...one }))], inside, direct);
}

/** What every bill is made from, beside crates. */
function known(repository) {
  const json = (path) => JSON.parse(readFileSync(join(repository, path), "utf8"));
  const { packages } = json("pkg-config/package-lock.json");
  const installed = Object.entries(packages).filter(([path]) => path).map(([path, entry]) => ({ name: path.replace(/^.*node_modules\//, ""), ...entry }));
  return {
    rust: part({ type: "generic", name: "rust-std", licence: "MIT OR Apache-2.0", description: "The Rust standard library, of the Rust that builds the package" }),
    // The styles of nhsuk-frontend are compiled in; every other npm package only builds.
    styles: installed.filter(({ name }) => name === "nhsuk-frontend"),
    others: installed.filter(({ name }) => name !== "nhsuk-frontend"),
    manifest: json("pkg-config/package.json"),
  };
}

const fromNpm = ({ name, version, license, integrity }) => part({ type: "npm", name, version, licence: license, hash: [Enums.HashAlgorithm["SHA-512"], Buffer.from(integrity.replace("sha512-", ""), "base64").toString("hex")] });
// Some crates still write the licences that may be chosen with a slash.
const fromCargo = ({ name, version, license, checksum }) => part({ type: "cargo", name, version, licence: license?.replaceAll(/ *\/ */g, " OR "), hash: [Enums.HashAlgorithm["SHA-256"], checksum] });

function part({ type, name, version, licence, description, hash }) {
  const [scope, bare] = name.startsWith("@") ? name.split("/") : [undefined, name];
  const purl = new PackageURL(type, scope, bare, version, undefined, undefined).toString();
  const made = new Models.Component(Enums.ComponentType.Library, bare, { group: scope, version, description, purl, bomRef: purl });
  if (hash) made.hashes.set(...hash);
  if (!licence) throw new Error(`${name} ${version} says no licence`);
  const parsed = parseLicence(licence);
  made.licenses.add(parsed.license && !parsed.plus && !parsed.exception ? new Models.SpdxLicense(licence) : new Models.LicenseExpression(licence));
  return made;
}

/** @param named those npm packages of `others` that we name ourselves; without it all of them, and all of it is inside the package */
function bill(root, others, crates, direct, named) {
  const bom = new Models.Bom({ metadata: new Models.Metadata({ component: root }) });
  const put = (one, ours) => {
    one.scope = named ? Enums.ComponentScope.Excluded : Enums.ComponentScope.Required;
    bom.components.add(one);
    if (ours) root.dependencies.add(one.bomRef);
    return one;
  };
  for (const one of others) put(one, !named || named.has([one.group, one.name].filter(Boolean).join("/")));
  const parts = new Map(crates.map((crate) => [crate.id, put(fromCargo(crate), direct.has(crate.id))]));
  for (const { id, needs } of crates) for (const need of needs) if (parts.has(need)) parts.get(id).dependencies.add(parts.get(need).bomRef);
  const serializer = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6));
  return `${serializer.serialize(bom, { sortLists: true, space: 2 })}\n`;
}
