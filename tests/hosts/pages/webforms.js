// A page that is one form. The element has no `name`, so the page's form neither sends it nor waits for it.

(function ($) {
  var form = $("coplan-abuse-question");
  var address = "/documents/webforms";

  // A library of the page's may have given arrays a `toJSON`, which would store them as text.
  function asItIs(name, said) {
    return $.isArray(this[name]) ? this[name] : said;
  }

  form.on("coplan-save", function (event) {
    var save = event.originalEvent;
    var body = JSON.stringify(save.document, asItIs);
    var kind = { "Content-Type": "application/json" };
    // A post of the page's form takes the page away: what is said last goes on without it, up to 64 kB.
    var last = save.reason === "leaving" && body.length < 20000;
    save.respondWith(fetch(address, { method: "PUT", headers: kind, body: body, keepalive: last }));
  });

  $.getJSON(address).done(function (opened) {
    form.prop("document", opened);
  });

  // As the server writes it.
  window.__doPostBack = function (target, argument) {
    $("#__EVENTTARGET").val(target);
    $("#__EVENTARGUMENT").val(argument);
    document.getElementById("aspnetForm").submit();
  };
  $("[data-postback]").on("click", function () {
    window.__doPostBack($(this).data("postback"), "");
    return false;
  });
})(jQuery);
