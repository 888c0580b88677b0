// Searches the pages. What is looked for stands in the address, and goes to nobody.
(function () {
  document.getElementById("no-script").remove();
  var words = (new URLSearchParams(location.search).get("words") || "").trim();
  if (!words) return;
  var said = words;
  document.getElementById("words").value = words;

  // A name such as `coplan-save` is found whole and by its parts.
  var tokenize = function (text) {
    return text.toLowerCase().split(/[^\p{L}\p{N}_-]+/u).flatMap(function (word) {
      return word.includes("-") || word.includes("_") ? [word].concat(word.split(/[-_]+/)) : [word];
    });
  };
  // `upgrade`, `upgrading` and `upgrades` are one word. Words that every question has are none, unless there is nothing else.
  var COMMON = /^(a|about|an|and|are|can|do|does|for|from|happens|how|i|if|in|is|it|its|my|of|on|our|since|the|to|we|what|when|where|which|who|with|you|your)$/;
  var stem = function (term) {
    return term.length > 4 && !/[-_]/.test(term) ? term.replace(/(ing|ed|es|e|s)$/, "") : term;
  };
  var search = new window.MiniSearch({
    fields: ["title", "page", "text"],
    storeFields: ["address", "page", "title", "text", "weight"],
    tokenize: tokenize,
    processTerm: function (term) { return stem(term) || null; },
  });
  search.addAll(window.coplanPages);
  var asked = tokenize(words).filter(function (word) { return word && !COMMON.test(word); });
  if (asked.length) words = asked.join(" ");
  var options = {
    prefix: true,
    fuzzy: 0.15,
    boost: { title: 4, page: 2 },
    boostDocument: function (id, term, stored) { return stored.weight; },
  };
  var found = search.search(words, Object.assign({ combineWith: "AND" }, options));
  // Few places have all the words: those that have some of them come after.
  if (found.length < 5) {
    var ids = found.map(function (place) { return place.id; });
    found = found.concat(search.search(words, options).filter(function (place) { return !ids.includes(place.id); }));
  }
  found = found.slice(0, 30);

  document.getElementById("found").textContent =
    (found.length === 0 ? "Nothing was found for " : found.length === 1 ? "One place for " : found.length + " places for ") + "“" + said + "”.";
  document.getElementById("results").replaceChildren.apply(
    document.getElementById("results"),
    found.map(function (place) {
      var item = document.createElement("li");
      var link = document.createElement("a");
      link.href = place.address;
      link.textContent = place.title === place.page ? place.title : place.page + ": " + place.title;
      var text = document.createElement("p");
      text.textContent = around(place.text, place.terms);
      item.append(link, text);
      return item;
    }),
  );

  /** Some of the text, from a little before the first word that was found. */
  function around(text, terms) {
    var lower = text.toLowerCase();
    var first = Math.min.apply(null, terms.map(function (term) { return lower.indexOf(term); }).filter(function (at) { return at >= 0; }).concat(lower.length));
    var begin = first === lower.length ? 0 : Math.max(0, lower.lastIndexOf(" ", Math.max(0, first - 60)));
    return (begin ? "… " : "") + text.slice(begin, begin + 200).trim() + (text.length > begin + 200 ? " …" : "");
  }
})();
