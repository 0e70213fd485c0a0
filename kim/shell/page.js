// Tells Streamlit where its server is, so that a deep link does not try its own address first.
window.__streamlit = { BACKEND_BASE_URL: window.location.origin };

// Says in German what Streamlit says in English: texts and labels are changed in place, never replaced.
// And takes from its navigation a list that is none: headings stand directly in <ul>, which readers stumble over.
(() => {
  const words = new Map(Object.entries({
    "Skip to main content": "Zum Inhalt springen",
    "Sidebar": "Seitenleiste",
    "App pages": "Seiten",
    "Collapse sidebar": "Seitenleiste schließen",
    "Expand sidebar": "Seitenleiste öffnen",
    "Close sidebar": "Seitenleiste schließen",
    "Open sidebar": "Seitenleiste öffnen",
    "Main menu": "Menü",
    "App header": "Kopfzeile",
    "View less": "Weniger anzeigen",
    "Page not found": "Diese Seite gibt es nicht",
    "The page that you have requested does not seem to exist. Running the app's main page.":
      "Die Adresse führt zu keiner Seite. Gezeigt wird der Überblick.",
    "Connection error": "Keine Verbindung",
    "Connecting": "Verbindung wird aufgebaut",
    "Connecting...": "Verbindung wird aufgebaut …",
    "Please wait...": "Bitte warten …",
    "Running...": "Wird berechnet …",
    "Running": "Wird berechnet",
    "Stop": "Anhalten",
    "Close": "Schließen",
    "Copy to clipboard": "In die Zwischenablage kopieren",
    "Copied": "Kopiert",
    "Upload": "Datei auswählen",
    "file upload": "Datei auswählen",
    "Browse files": "Datei auswählen",
    "Drag and drop file here": "Datei hierher ziehen",
    "Drag and drop files here": "Dateien hierher ziehen",
    "Remove": "Entfernen",
    "No results": "Keine Treffer",
    "No options to select": "Nichts zur Auswahl",
    "Choose an option": "Bitte wählen",
    "Select an option": "Bitte wählen",
    "Fullscreen": "Vollbild",
    "Close fullscreen": "Vollbild schließen",
    "Search": "Suchen",
    "Download as CSV": "Als CSV herunterladen",
    "Link to heading": "Link zu dieser Überschrift",
    "Help": "Hilfe",
    "Show help": "Hilfe anzeigen",
    "Open": "Öffnen",
    "Clear value": "Auswahl löschen",
    "Error": "Fehler",
    "Network error": "Netzwerkfehler",
    "Unknown error": "Unbekannter Fehler",
    "dd": "TT",
    "mm": "MM",
    "yyyy": "JJJJ",
    "Empty": "leer",
    "progress": "Fortschritt",
    "Choose date": "Kalender öffnen",
    "Press Enter to apply": "Mit der Eingabetaste übernehmen",
    "Press Enter to submit form": "Mit der Eingabetaste absenden",
  }));
  const attributes = ["aria-label", "aria-valuetext", "title", "placeholder", "alt"];

  const german = (text) => {
    const found = words.get(text.trim());
    if (found) return found;
    return text
      .replace(/^(\d+) ?MB per file/, "höchstens $1 MB je Datei")
      .replace(/^Limit (\d+) ?MB per file/, "höchstens $1 MB je Datei")
      .replace(/(\d+) options? available\.?/, "$1 zur Auswahl.")
      .replace(/^View (\d+) more$/, "$1 weitere anzeigen")
      .replace(/^(\d+)\.(\d) ?([KMG]?B)$/, "$1,$2 $3")
      .replace(/^Remove (.+)$/, "$1 entfernen")
      .replace(/^Help for (.+)$/, "Hilfe zu: $1")
      .replace(/^day, /, "Tag, ").replace(/^month, /, "Monat, ").replace(/^year, /, "Jahr, ");
  };
  const sayText = (node) => {
    const said = german(node.nodeValue);
    if (said !== node.nodeValue) node.nodeValue = said;
  };
  const sayAttribute = (element, name) => {
    const value = element.getAttribute(name);
    if (value && german(value) !== value) element.setAttribute(name, german(value));
  };
  const say = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return sayText(node);
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    if (node.matches("nav ul, nav li")) node.setAttribute("role", "none");
    for (const name of attributes) sayAttribute(node, name);
    for (const child of node.childNodes) say(child);
  };
  const heard = (changes) => {
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach(say);
      else if (change.type === "attributes") sayAttribute(change.target, change.attributeName);
      else sayText(change.target);
    }
  };
  new MutationObserver(heard).observe(document.documentElement, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: attributes,
  });
})();

// After a step the heading of the next one gets the focus. The page names it in a mark without content, at its end.
(() => {
  const done = new Set();
  const move = () => {
    const mark = document.querySelector(".kim-ziel");
    const heading = mark && !done.has(mark.dataset.einmal) && document.getElementById(mark.dataset.ziel);
    if (!heading) return;
    done.add(mark.dataset.einmal);
    heading.tabIndex = -1;
    heading.focus();
  };
  new MutationObserver(move).observe(document.documentElement, { subtree: true, childList: true });
})();

// Charts have the width of the screen; on paper they are made to fit A4.
(() => {
  const A4 = 680; // 210 mm less two margins of 15 mm, in CSS pixels
  const charts = () => document.querySelectorAll("[data-testid='stElementContainer']:has(.js-plotly-plot)");
  window.addEventListener("beforeprint", () => {
    for (const chart of charts()) chart.style.zoom = Math.min(1, A4 / chart.getBoundingClientRect().width);
  });
  window.addEventListener("afterprint", () => {
    for (const chart of charts()) chart.style.zoom = "";
  });
})();
