// The first script of every page: tells the tests at once of whatever the page says, before it can go.

{
  const tell = (words) => {
    const request = new XMLHttpRequest();
    request.open("POST", "/said", false);
    request.send(words);
  };
  for (const level of ["debug", "log", "info", "warn", "error", "trace", "assert"]) {
    const before = console[level];
    console[level] = (...words) => {
      if (level !== "assert" || !words[0]) tell(`${level}: ${words.map(String).join(" ")}`);
      before.apply(console, words);
    };
  }
  addEventListener("error", ({ message, target }) => tell(`error: ${message ?? target}`));
  addEventListener("unhandledrejection", ({ reason }) => tell(`rejection: ${reason}`));
  addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => tell(`policy: ${violatedDirective} ${blockedURI}`));
}
