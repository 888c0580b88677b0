// A page that was opened as a file may load no module, in any browser.
if (location.protocol === "file:") document.getElementById("no-server").hidden = false;
