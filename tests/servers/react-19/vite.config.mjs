export default ({ isSsrBuild }) => ({
  logLevel: "warn",
  oxc: { jsx: { runtime: "automatic" } },
  build: { rolldownOptions: isSsrBuild ? {} : { input: ["index.html", "wrong.html"] } },
});
