// What is on the site and where: the pages of the repository, in the order in which they are read. The builder fails when a page of docs/
// is missing here, or is named and is not there.

/** Sections of the contents: a heading, and the files below it with what they are called in the contents. */
export const SECTIONS = [
  ["Start", [
    ["README.md", "Overview"],
    ["docs/comparison.md", "How it compares"],
    ["docs/hosts.md", "Hosts and browsers"],
    ["docs/recipes.md", "Recipes"],
    ["docs/versions.md", "Versions and support"],
    ["docs/upgrading.md", "Upgrading"],
    ["CHANGELOG.md", "Changelog"],
  ]],
  ["Embed", [
    ["docs/host-contract.md", "The host contract"],
    ["docs/reference.md", "API reference"],
    ["docs/errors.md", "Errors and codes"],
    ["docs/languages.md", "Languages"],
    ["docs/digests.md", "Signatures and digests"],
  ]],
  ["On a server", [
    ["docs/rules.md", "Rules and the command"],
    ["docs/fhir.md", "FHIR"],
    ["docs/returns.md", "MHSDS and PRSB"],
    ["docs/portal.md", "The demo portal"],
    ["docs/offline.md", "A visit without a network"],
  ]],
  ["Assurance", [
    ["docs/assurance/README.md", "What is asked, and where it is"],
    ["docs/clinical-safety/README.md", "Clinical safety"],
    ["docs/clinical-safety/hazards.md", "Hazard log"],
    ["docs/clinical-safety/deployment.md", "What the deployer does"],
    ["docs/clinical-safety/safety-case.md", "Safety case report: template"],
    ["docs/accessibility.md", "Accessibility conformance"],
    ["docs/assurance/dtac.md", "DTAC answers"],
    ["docs/assurance/data-protection.md", "Data protection and records"],
    ["docs/assurance/supply-chain.md", "Supply chain"],
    ["docs/assurance/penetration-test.md", "Penetration test"],
    ["docs/assurance/asvs.md", "OWASP ASVS"],
    ["docs/assurance/threat-model.md", "Threat model of the portal"],
    ["SECURITY.md", "Reporting a vulnerability"],
  ]],
  ["Contribute", [
    ["docs/architecture.md", "Architecture"],
    ["docs/contributing/README.md", "Adding to Coplan"],
    ["docs/contributing/question.md", "A question"],
    ["docs/contributing/control.md", "A control"],
    ["docs/contributing/form.md", "A form"],
  ]],
];

/** One page for all that was decided: in the contents it is a single line, and each decision is below it. */
export const DECISIONS = "docs/decisions/";

/** Where a file of the repository is on the site. */
export function address(file) {
  const inside = file.replace(/^docs\//, "");
  if (file === "README.md") return "index.html";
  return inside.replace(/(^|\/)README\.md$/, "$1index.html").replace(/\.md$/, ".html").replace(/^[A-Z]+\.html$/, (name) => name.toLowerCase());
}
