// For any browser: one that is too old for the forms reads this too, and hears why.

var form = document.querySelector("coplan-abuse-question");
var address = "/documents/classic";

form.addEventListener("coplan-error", function (event) {
  document.title = event.name + ": " + event.message;
});

form.addEventListener("coplan-save", function (event) {
  event.respondWith(fetch(address, { method: "PUT", body: JSON.stringify(event.document) }));
});

var request = new XMLHttpRequest();
request.open("GET", address);
request.onload = function () {
  form.document = JSON.parse(request.responseText);
};
request.send();
