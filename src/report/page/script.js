// Script: the address, the keyboard, and how it all starts.

/** Writes what is shown into the address. */
function address() {
  if (!isReady) return;
  const query = new URLSearchParams();
  for (const id of FILTERS) {
    const value = $(id).value;
    if (value !== "" && !(id === "metric" && Number(value) === set.metric)) query.set(id, value);
  }
  if (chosenName) query.set("name", chosenName);
  const words = query.toString();
  const segment = current >= 0 ? current + 1 : "";
  const hash = `#${encodeURIComponent(set.name)}/${segment}${words ? `?${words}` : ""}`;
  if (location.hash !== hash) history.replaceState(null, "", hash);
}

/** Shows what the address says; false where it is not about segments. */
function follow() {
  const found = /^#([^/]+)\/(\d*)(?:\?(.*))?$/.exec(location.hash);
  if (!found) return false;
  let name;
  try {
    name = decodeURIComponent(found[1]);
  } catch {
    return false;
  }
  const number = sets.findIndex((_, at) => testSet(at).name === name);
  if (number < 0) return false;
  choose(number);
  const query = new URLSearchParams(found[3] ?? "");
  // A link to a segment alone leaves the filters as they are where they show it.
  for (const id of FILTERS) $(id).value = query.get(id) ?? (id === "metric" ? String(set.metric) : "");
  chosenName = query.get("name") ?? "";
  const segment = found[2] === "" ? -1 : Number(found[2]) - 1;
  current = segment >= 0 && segment < set.size ? segment : -1;
  update();
  if (current >= 0) open(current);
  else if (shown.length) open(shown[0]);
  $("segments").scrollIntoView();
  return true;
}

function options(id, labels, values = labels) {
  const select = $(id);
  const kept = [...select.options].filter((option) => option.value === "" && id !== "metric");
  const made = labels.map((label, at) => element("option", { value: values[at] }, label));
  select.replaceChildren(...kept, ...made);
}

/** Shows another test set. */
function choose(number) {
  const other = testSet(number);
  if (set === other) return;
  set = other;
  current = -1;
  chosenName = "";
  $("set").value = String(number);
  options("system", set.systems);
  options("metric", set.metrics.map(([label, isLower]) => `${label} ${isLower ? "↓" : "↑"}`), set.metrics.map((_, at) => at));
  $("metric").value = String(set.metric);
  options("domain", [...set.domains].sort());
  options("document", [...set.documents].sort());
  options("bucket", set.buckets.map(([by, label]) => `${by}: ${label}`), set.buckets.map((_, at) => at));
}

function move(by) {
  const at = shown.indexOf(current);
  const next = Math.min(shown.length - 1, Math.max(0, at < 0 ? 0 : at + by));
  if (shown.length) open(shown[next]);
}

function keys(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const isTyping = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
  if (event.key === "Escape" && (event.target.id === "q" || $("segment").contains(event.target))) {
    $("list").focus();
    return;
  }
  if (isTyping) return;
  const page = Math.max(1, Math.floor($("list").clientHeight / ROW_HEIGHT) - 1);
  const isInList = event.target.id === "list";
  const actions = {
    j: () => move(1),
    k: () => move(-1),
    "/": () => $("q").focus(),
    ...(isInList && {
      ArrowDown: () => move(1),
      ArrowUp: () => move(-1),
      PageDown: () => move(page),
      PageUp: () => move(-page),
      Home: () => move(-shown.length),
      End: () => move(shown.length),
      Enter: () => current >= 0 && open(current, true),
    }),
  };
  const action = actions[event.key];
  if (!action) return;
  event.preventDefault();
  action();
}

/** Opens what a link leads into: a table that is folded away. */
function unfold() {
  const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
  for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
  if (target) target.scrollIntoView();
}

let isReady = false;
if (sets.length) {
  for (const part of document.querySelectorAll(".scripted")) part.hidden = false;
  choose(0);
  let waiting = 0;
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      update();
      if (current >= 0) open(current);
    }, 60);
  };
  $("filters").addEventListener("input", (event) => {
    if (event.target.id === "set") choose(Number(event.target.value));
    soon();
  });
  $("filters").addEventListener("submit", (event) => event.preventDefault());
  $("filters").addEventListener("reset", () => {
    chosenName = "";
    setTimeout(() => {
      $("metric").value = String(set.metric);
      $("set").value = String(loaded.indexOf(set));
      soon();
    });
  });
  $("name-chosen").querySelector("button").addEventListener("click", () => {
    chosenName = "";
    soon();
  });
  $("export").addEventListener("click", save);
  $("list").addEventListener("scroll", draw, { passive: true });
  new ResizeObserver(draw).observe($("list"));
  document.addEventListener("keydown", keys);
  window.addEventListener("hashchange", () => follow() || unfold());
  if (!follow()) {
    update();
    if (shown.length) open(shown[0]);
    unfold();
  }
  isReady = true;
}
