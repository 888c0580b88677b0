export default ({ isSsrBuild }) => ({
  logLevel: "warn",
  oxc: { jsx: { runtime: "automatic" } },
  build: { rolldownOptions: isSsrBuild ? {} : { input: ["index.html", "assessment.html", "wrong.html"] } },
});
